import type { LimitClaim } from '../../model/limit.ts';
import { formatRate } from '../../model/rate-policy.ts';
import { type LoadPlan, loadPlan } from './steps.ts';

/** What an exported script asks for. */
export interface LoadSubject {
  readonly claim: LimitClaim;
  readonly subject: string;
  /** Absolute; may be overridden by `ASSAY_LIMIT_URL`. */
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  /** Header that carries the key; its value comes from `ASSAY_LIMIT_KEY` alone. */
  readonly header: string;
}

/** The files of an export by name. */
export function k6Files(subject: LoadSubject, parallelism: number): Readonly<Record<string, string>> {
  const plan = loadPlan(subject.claim);
  return {
    'limit.ts': script(subject, plan),
    'testrun.yaml': manifest(subject, parallelism),
    'README.md': readme(subject, plan),
  };
}

/** A k6 script in TypeScript whose thresholds are the verdicts: exact counts for each step. */
function script({ claim, subject, url, method, header }: LoadSubject, plan: LoadPlan): string {
  const settings = {
    subject,
    requests: claim.requests,
    windowMs: claim.windowMs,
    algorithm: claim.algorithm,
    status: claim.status,
    boundaryMs: plan.boundaryMs,
    steps: plan.steps,
  };
  return `// Checks the limit ${formatRate(claim)} of ${subject} with k6 2 or later: k6 run limit.ts
// The key comes from ASSAY_LIMIT_KEY (the whole value of ${header}). Judge several runners together: assay limits import summary-*.json
import { sleep } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import type { Options, Scenario, Threshold } from 'k6/options';

interface Step {
  id: string;
  what: string;
  atMs: number;
  requests: number;
  intervalMs: number;
  admitted: number;
}

const settings = ${JSON.stringify(settings, null, 2)};
const steps: Step[] = settings.steps;
const url = __ENV['ASSAY_LIMIT_URL'] ?? ${JSON.stringify(url)};
const key = __ENV['ASSAY_LIMIT_KEY'];
const runners = Number(__ENV['ASSAY_LIMIT_RUNNERS'] ?? '1');
const headers: Record<string, string> = key ? { ${JSON.stringify(header)}: key } : {};

const admitted = new Counter('rl_admitted');
const refused = new Counter('rl_refused');
const other = new Counter('rl_other');

// One runner judges by itself; of several each sees a part, so that only the sum can be judged.
const exactly = (count: number): Threshold[] => [runners === 1 ? \`count==\${count}\` : 'count>=0'];

const scenarios: Record<string, Scenario> = {};
const thresholds: Record<string, Threshold[]> = {};
for (const step of steps) {
  const vus = Math.min(step.requests, 12);
  scenarios[step.id] = {
    executor: 'shared-iterations',
    vus,
    iterations: step.requests,
    startTime: \`\${step.atMs}ms\`,
    maxDuration: \`\${step.requests * step.intervalMs + 60_000}ms\`,
    env: { STEP: step.id, PAUSE_MS: String(vus * step.intervalMs) },
    tags: { step: step.id },
  };
  thresholds[\`rl_admitted{step:\${step.id}}\`] = exactly(step.admitted);
  thresholds[\`rl_refused{step:\${step.id}}\`] = exactly(step.requests - step.admitted);
  thresholds[\`rl_other{step:\${step.id}}\`] = exactly(0);
}

export const options: Options = { scenarios, thresholds, setupTimeout: \`\${settings.windowMs + 60_000}ms\`, discardResponseBodies: true };

// A refusal is an answer, not a failure.
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 399 }, settings.status));

/** Wait for the phase: a boundary of the clock is to fall just after the quota is used up. */
export function setup(): { startedAt: string } {
  if (__ENV['ASSAY_LIMIT_NOW'] !== 'yes') {
    const lead = settings.boundaryMs % settings.windowMs;
    const wait = (settings.windowMs - ((Date.now() + lead) % settings.windowMs)) % settings.windowMs;
    sleep(wait / 1_000);
  }
  return { startedAt: new Date().toISOString() };
}

export default function probe(): void {
  const step = __ENV['STEP'] ?? exec.scenario.name;
  const began = Date.now();
  const answer = http.request(${JSON.stringify(method)}, url, null, { headers, redirects: 0, tags: { step } });
  if (answer.status === settings.status) refused.add(1, { step });
  else if (answer.status >= 200 && answer.status < 400) admitted.add(1, { step });
  else other.add(1, { step });
  const rest = Number(__ENV['PAUSE_MS'] ?? '0') - (Date.now() - began);
  if (rest > 0) sleep(rest / 1_000);
}

export function handleSummary(data: { metrics: Record<string, unknown> }): Record<string, string> {
  const file = __ENV['ASSAY_LIMIT_SUMMARY'] ?? 'summary.json';
  return { [file]: JSON.stringify({ assayLimit: 1, settings, runners, metrics: data.metrics }, null, 2) };
}
`;
}

/** A TestRun for k6-operator; the key stays in a Secret of the cluster. */
function manifest({ subject }: LoadSubject, parallelism: number): string {
  const name = `assay-limit-${subject
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`.slice(0, 60);
  return `# kubectl create configmap ${name} --from-file=limit.ts
# kubectl create secret generic ${name} --from-literal=ASSAY_LIMIT_KEY=...
apiVersion: k6.io/v1alpha1
kind: TestRun
metadata:
  name: ${name}
spec:
  parallelism: ${parallelism}
  separate: ${parallelism > 1}
  script:
    configMap:
      name: ${name}
      file: limit.ts
  runner:
    env:
      - name: ASSAY_LIMIT_RUNNERS
        value: "${parallelism}"
      - name: ASSAY_LIMIT_SUMMARY
        value: /dev/stdout
    envFrom:
      - secretRef:
          name: ${name}
`;
}

function readme({ claim, subject, header }: LoadSubject, { steps }: LoadPlan): string {
  const rows = steps.map(
    ({ id, atMs, requests, admitted, what }) =>
      `| ${id} | ${(atMs / 1_000).toFixed(1)} s | ${requests} | ${admitted} | ${what} |`,
  );
  return `# Limit ${formatRate(claim)} of ${subject}

\`ASSAY_LIMIT_KEY\` holds the whole value of \`${header}\`; use a key that nothing else uses, and never a production system.

    k6 run limit.ts
    assay limits import summary.json

| step | after | requests | admitted if kept | what |
|---|---|---|---|---|
${rows.join('\n')}

Run it on one machine for this quota. \`testrun.yaml\` is for quotas that one machine or one address cannot reach; of several runners each
sees a part, so collect their summaries and judge them together.
`;
}
