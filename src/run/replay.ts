import type { ResolvedConfig } from '../config/resolved-config.ts';
import { systemClock } from '../kernel/clock.ts';
import { AssayError } from '../kernel/error.ts';
import { nearest } from '../kernel/registry.ts';
import type { Case } from '../model/case.ts';
import type { Trace } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/run-report.ts';
import { openFhirAnswers } from './fhir-answers.ts';
import { builtInKit } from './kit.ts';
import { producersOf } from './learnt.ts';
import { makePlan } from './make-plan.ts';
import { openSession } from './open-session.ts';
import { readPromises } from './read.ts';
import { redactDeep } from './redact.ts';
import { redactorFor } from './redactor.ts';
import type { RunOptions } from './run-options.ts';
import { performCase } from './session.ts';

/** What became of a finding when its smallest case was sent again. */
export interface Replayed {
  readonly finding: Finding;
  readonly shown: boolean;
  readonly trace: Trace;
  /** Messages of every accusation of the replay. */
  readonly messages: readonly string[];
}

/** The finding of a report by its fingerprint or an unambiguous beginning of it. Fails with usage error `unknown-finding`. */
export function findFinding(report: RunReport, fingerprint: string): Finding {
  const found = report.findings.filter((finding) => finding.fingerprint.startsWith(fingerprint));
  if (found.length === 1 && found[0]) return found[0];
  const known = report.findings.map((finding) => finding.fingerprint);
  const near = nearest(fingerprint, known);
  const hint =
    found.length > 1 ? ' More than one finding begins so: give more characters.' : near ? ` Did you mean ${near}?` : '';
  throw new AssayError(
    'usage',
    'unknown-finding',
    `The report has no finding "${fingerprint}".${hint} Findings: ${known.join(', ') || 'none'}.`,
  );
}

/** Send the smallest case of a finding again, and before it only what its ids are learnt from. */
export async function replay(config: ResolvedConfig, finding: Finding, options: RunOptions): Promise<Replayed> {
  const { clock = systemClock, kit = builtInKit } = options;
  const redactor = options.redactor ?? redactorFor(config);
  const promises = await readPromises(config);
  const planned = makePlan(config, promises.model, kit);
  const teachers = teachersOf(finding.example.case, planned.plan.cases);
  const subject = finding.example.case;
  const narrow = { ...planned, plan: { ...planned.plan, cases: [...teachers, subject] } };
  const session = openSession({
    config,
    promises,
    planned: narrow,
    kit,
    clock,
    redactor,
    emit: () => undefined,
    options,
    fhir: await openFhirAnswers(config),
  });
  try {
    for (const teacher of teachers) await performCase(session, teacher, 'case');
    const { trace, accusations } = await performCase(session, subject, 'replay');
    const shown = accusations.some(
      ({ check, accusation }) => check === finding.check && accusation.signature === finding.signature,
    );
    return redactDeep(
      {
        finding,
        shown,
        trace,
        messages: accusations.map(({ check, accusation }) => `${check}: ${accusation.message}`),
      },
      redactor,
    );
  } finally {
    await session.sender.close();
  }
}

/** The plain requests that fill the holes of a case, and that teach a check what an accepted answer looks like. */
function teachersOf(subject: Case, cases: readonly Case[]): Case[] {
  const needed = new Set([...producersOf(subject), ...(subject.intent === 'accept' ? [] : [subject.operation])]);
  return [...needed].flatMap((operation) => {
    const teacher = cases.find(
      (candidate) =>
        candidate.operation === operation &&
        candidate.intent === 'accept' &&
        candidate.steps.length === 1 &&
        candidate.id !== subject.id,
    );
    return teacher ? [teacher] : [];
  });
}
