import type { LimitReport } from '../model/limit.ts';
import { answerOf } from './answer.ts';
import { type LimitLog, observationsOf } from './log.ts';
import type { Preflight } from './margins.ts';
import { readPreflight } from './preflight.ts';
import { studyOf } from './study.ts';
import { concludeLimit, judgeLimit } from './verdict/registry.ts';

/** Judge a log: the same log gives the same report. A log without an end is judged as one that was stopped. */
export function reportOf(log: LimitLog, version: string, time?: LimitReport['time']): LimitReport {
  const { started, ended } = log;
  const { claim, setup } = started;
  const issues = log.events.flatMap((event) => (event.type === 'limit-refusal' ? event.issues : []));
  const promise = started.promise && { ...started.promise, issues };
  const observations = observationsOf(log);
  const preflight = ended?.preflight ?? preflightOf(log);
  const stopped = ended ? ended.stopped : 'the log ends before the probe does';
  const quietSinceMs = ended?.quietSinceMs ?? (setup.idle ? 0 : started.atMs);
  const study = studyOf({ claim, preflight, quietSinceMs, observations });
  const verdicts = judgeLimit({
    study,
    race: setup.race === true,
    aliases: setup.aliases,
    ...(promise ? { promise } : {}),
    ...(stopped ? { stopped } : {}),
  });
  return {
    reportVersion: 1,
    tool: { name: 'assay', version },
    subject: started.subject,
    target: started.target,
    operation: started.operation,
    credential: started.credential,
    time: time ?? started.time,
    claim,
    startedAtMs: started.atMs,
    finishedAtMs: ended?.atMs ?? Math.max(started.atMs, ...observations.map(({ receivedAt }) => receivedAt)),
    requests: observations.length,
    refusals: observations.filter((one) => answerOf(one, claim.status, true) === 'refused').length,
    schedule: started.schedule,
    ...(stopped ? { stopped } : {}),
    certificates: [study.over, study.under].flatMap((one) => one ?? []),
    explanations: study.classification.surviving,
    verdicts,
    observations,
    result: concludeLimit(verdicts, stopped),
  };
}

function preflightOf(log: LimitLog): Preflight {
  const { claim } = log.started;
  return readPreflight(
    observationsOf(log).filter(({ role }) => role === 'preflight'),
    claim,
  );
}
