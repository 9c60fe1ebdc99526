import type { PluginMeta } from '../../kernel/registry.ts';
import type { RunReport } from '../../model/run-report.ts';

/** A pure function from a report to one text. Redaction has been done before. */
export interface Reporter extends PluginMeta {
  /** The file it is written to within the output folder; absent for the console. */
  readonly fileName?: string;
  render(report: RunReport, options: ReportOptions): string;
}

/** What the surroundings decide. */
export interface ReportOptions {
  /** ANSI colours; only ever true on a terminal. */
  readonly colour: boolean;
  /** Terminal width in columns. */
  readonly width: number;
}
