import { fixedWindow } from '../fixed-window.ts';
import { byIp, bySpelling } from '../gate/keys.ts';
import { textRefusal } from '../gate/refusal.ts';
import { none } from '../headers/none.ts';
import type { LimiterPreset } from './preset.ts';

const refusal = textRefusal(429, 'Retry later\n');

/** rack-attack with one throttle by the `Authorization` header and, behind it, one and a half times as much by address. */
export const rackAttack: LimiterPreset = {
  id: 'rack-attack',
  title: 'rack-attack by Authorization header and address',
  rationale:
    'Its windows are slots of the Unix clock, and the header is taken as spelt, so that another spelling of a token has a fresh quota.',
  family: 'fixed-window-epoch',
  deviation: 'over',
  rules: ({ requests, windowMs }) => {
    const common = { windowMs, refusal, dialects: [none] };
    return [
      { ...common, policy: 'by auth token', key: bySpelling, limiter: fixedWindow(requests, windowMs) },
      { ...common, policy: 'by ip', key: byIp, limiter: fixedWindow(Math.round(requests * 1.5), windowMs) },
    ];
  },
};
