import type { LimitObservation, LimitReport } from '../../model/limit.ts';
import { type Markup, markup } from '../html/markup.ts';
import { inSeconds, keyRequests, seenAs } from './answers.ts';

const WIDTH = 1_000;
const LEFT = 56;
const RIGHT = 20;
const TOP = 26;
const CURVE = 190;
const ROW = 26;
const BOTTOM = TOP + CURVE + 2 * ROW + 20;
const BINS = 460;

/** Admitted and refused requests over time, the load of the trailing window against the quota, and the windows of the best explanation. */
export function timelinePlot(report: LimitReport): Markup {
  const requests = keyRequests(report);
  const first = requests[0];
  if (!first) return markup`<p>No request of the key was sent.</p>`;
  const from = first.sentAt;
  const to = Math.max(...requests.map(({ receivedAt }) => receivedAt), from + 1_000);
  const span = (to - from) * 1.02;
  const x = (ms: number) => Number((LEFT + ((ms - from) / span) * (WIDTH - LEFT - RIGHT)).toFixed(1));
  return markup`<svg viewBox="0 0 ${WIDTH} ${BOTTOM + 34}" role="img" aria-label="Admitted and refused requests over time">
${windowBands(report, from, to, x)}
${certificateSpan(report, from, to, x)}
${loadCurve(report, requests, x)}
${tickRow(report, requests, 'admitted', TOP + CURVE + 10, from, span, x)}
${tickRow(report, requests, 'refused', TOP + CURVE + 10 + ROW, from, span, x)}
${axis(from, to, x)}
</svg>`;
}

type Scale = (ms: number) => number;

function windowBands({ explanations }: LimitReport, from: number, to: number, x: Scale): Markup {
  const windows = explanations[0]?.windows ?? [];
  return markup`${windows.map(({ fromMs, toMs }, index) => {
    const begin = x(Math.max(fromMs, from));
    const end = x(Math.min(toMs, to));
    if (end <= begin) return '';
    return markup`<rect class="window ${index % 2 === 0 ? 'even' : 'odd'}" x="${begin}" y="${TOP}" width="${Number((end - begin).toFixed(1))}" height="${BOTTOM - TOP}"/>${
      fromMs > from
        ? markup`<line class="boundary" x1="${begin}" x2="${begin}" y1="${TOP - 8}" y2="${BOTTOM}"/><text class="label" x="${begin + 4}" y="${TOP - 10}">window begins</text>`
        : ''
    }`;
  })}`;
}

function certificateSpan({ certificates }: LimitReport, from: number, to: number, x: Scale): Markup {
  return markup`${certificates.map(({ kind, fromMs, toMs, admitted }, index) => {
    const begin = x(Math.max(fromMs, from));
    const end = x(Math.min(toMs, to));
    const y = TOP + 12 + index * 18;
    return markup`<line class="span ${kind}" x1="${begin}" x2="${end}" y1="${y}" y2="${y}"/><text class="label ${kind}" x="${(begin + end) / 2}" y="${y - 4}" text-anchor="middle">${kind === 'over' ? `${admitted} admitted` : `at most ${admitted} before a refusal`}</text>`;
  })}`;
}

/** Requests admitted within the trailing window of the promise, as a step line; the dashed line is the quota. */
function loadCurve(report: LimitReport, requests: readonly LimitObservation[], x: Scale): Markup {
  const { requests: quota, windowMs } = report.claim;
  const steps = requests
    .filter((one) => seenAs(one, report) === 'admitted')
    .flatMap(({ receivedAt }) => [
      { at: receivedAt, by: 1 },
      { at: receivedAt + windowMs, by: -1 },
    ]);
  steps.sort((a, b) => a.at - b.at);
  const end = Math.max(...requests.map(({ receivedAt }) => receivedAt));
  let load = 0;
  let highest = quota;
  const points: { at: number; load: number }[] = [{ at: requests[0]?.sentAt ?? 0, load: 0 }];
  for (const { at, by } of steps) {
    if (at > end) break;
    load += by;
    highest = Math.max(highest, load);
    points.push({ at, load });
  }
  const y = (value: number) => Number((TOP + CURVE - (value / (highest * 1.08)) * CURVE).toFixed(1));
  const thinned = points.filter(
    (_, index) => index % Math.ceil(points.length / 400) === 0 || index === points.length - 1,
  );
  const path = thinned.map(({ at, load: value }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join(' ');
  return markup`<line class="quota" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(quota)}" y2="${y(quota)}"/><text class="label" x="${LEFT - 6}" y="${y(quota) + 4}" text-anchor="end">${quota}</text><text class="label" x="${LEFT - 6}" y="${TOP + CURVE + 4}" text-anchor="end">0</text><path class="load" d="${path}"/>`;
}

/** One tick for each small slice of time, the darker the more requests. */
function tickRow(
  report: LimitReport,
  requests: readonly LimitObservation[],
  kind: 'admitted' | 'refused',
  y: number,
  from: number,
  span: number,
  x: Scale,
): Markup {
  const bins = new Map<number, number>();
  for (const one of requests) {
    if (seenAs(one, report) !== kind) continue;
    const bin = Math.floor(((one.sentAt - from) / span) * BINS);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const ticks = [...bins].map(
    ([bin, count]) =>
      markup`<rect x="${x(from + (bin / BINS) * span)}" y="${y}" width="2" height="${ROW - 8}" opacity="${Math.min(1, 0.45 + count / 20).toFixed(2)}"/>`,
  );
  return markup`<g class="${kind}"><text class="label" x="${LEFT - 6}" y="${y + 13}" text-anchor="end">${kind}</text>${ticks}</g>`;
}

function axis(from: number, to: number, x: Scale): Markup {
  const seconds = (to - from) / 1_000;
  const step = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600].find((one) => seconds / one <= 10) ?? 7_200;
  const marks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
  return markup`<g class="axis"><line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${BOTTOM}" y2="${BOTTOM}"/>${marks.map(
    (mark) =>
      markup`<line x1="${x(from + mark * 1_000)}" x2="${x(from + mark * 1_000)}" y1="${BOTTOM}" y2="${BOTTOM + 5}"/><text class="label" x="${x(from + mark * 1_000)}" y="${BOTTOM + 20}" text-anchor="middle">${mark} s</text>`,
  )}<text class="label" x="${WIDTH - RIGHT}" y="${TOP - 10}" text-anchor="end">${inSeconds(to - from)} in all</text></g>`;
}
