import { bodyText, type ReceivedResponse, responseOf } from '../model/exchange.ts';
import type { SpecRef } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { environmental } from './shared/environment.ts';
import { fail, inconclusive, warn } from './shared/verdict.ts';

const CWE_209: SpecRef = {
  kind: 'clause',
  source: 'CWE',
  section: '209',
  url: 'https://cwe.mitre.org/data/definitions/209.html',
};
/** Longer bodies are data, not error texts. */
const LONGEST = 200_000;

/** Shapes that only the inside of a server has; each must be certain by itself. */
const SHAPES: readonly { readonly what: string; readonly shape: RegExp }[] = [
  { what: 'a stack trace', shape: /(^|\n)\s*at .{1,200}\((?:node:|file:|\/|[A-Z]:\\)[^()\n]{1,200}:\d+:\d+\)/ },
  { what: 'a stack trace', shape: /Traceback \(most recent call last\)/ },
  { what: 'a stack trace', shape: /\bat [\w$.]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)/ },
  { what: 'a stack trace', shape: /\bat [\w.<>`]+\([^()\n]{0,200}\) in .{1,200}\.cs:line \d+/ },
  { what: 'a stack trace', shape: /[\w./-]+\.rb:\d+:in [`'][^'`\n]+'/ },
  { what: 'a stack trace', shape: /goroutine \d+ \[running\]/ },
  { what: 'a stack trace', shape: /#\d+ \/[\w./-]+\.php\(\d+\)/ },
  { what: 'a database error', shape: /\bPG::[A-Z]\w+|\bSQLSTATE\[\w+\]|\bORA-\d{5}\b|\bSQLITE_[A-Z]+\b/ },
  {
    what: 'a database error',
    shape: /You have an error in your SQL syntax|Unclosed quotation mark after the character/,
  },
  {
    what: 'a statement of SQL',
    shape: /\bSELECT\b[^;\n]{1,200}\bFROM\b[^;\n]{1,100}\bWHERE\b|\bINSERT INTO\b[^;\n]{1,200}\bVALUES\b/,
  },
  {
    what: 'a path of the server',
    shape:
      /(?:^|["'\s(=])(?:\/(?:usr|var|home|opt|srv|app|root|etc)\/[\w.-]+(?:\/[\w.-]+)*\.(?:rb|py|js|ts|php|java|go|jar|so|conf|ya?ml|ini)\b)/,
  },
  { what: 'a path of the server', shape: /\b[A-Z]:\\\\?(?:inetpub|Users|Windows|Program Files)\\/ },
  {
    what: 'a page of a framework in debug mode',
    shape: /DEBUG = True|Action Controller: Exception caught|Whoops, looks like something went wrong|Werkzeug Debugger/,
  },
];
const BANNERS = ['x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version'];

/** Errors speak of the request, not of the inside of the server. */
export const internalsLeaked: Check = {
  id: 'internals-leaked',
  title: 'Errors keep internals to themselves',
  rationale: 'Stack traces, statements and paths tell an attacker which library to look up and where to aim.',
  severity: 'medium',
  family: 'robustness',
  basis: 'CWE-209: error messages that contain sensitive information; CWE-200 for banners.',
  judge(input, context) {
    const response = responseOf(input.exchange);
    if (!response) return [];
    const banner = bannerOf(response);
    if (response.status < 400) return banner ? [banner] : [];
    const reason = environmental(input, context);
    if (reason) return [inconclusive(reason)];
    const leak = response.body.length <= LONGEST ? leakIn(bodyText(response).replace(/\\[nrt]/g, '\n')) : undefined;
    return [...(leak ? [leak] : []), ...(banner ? [banner] : []), ...(leak || banner ? [] : [PASS])];
  },
};

function leakIn(text: string): Verdict | undefined {
  const shape = SHAPES.find((candidate) => candidate.shape.test(text));
  if (!shape) return undefined;
  return fail({
    message: `The error shows the inside of the server: ${shape.what}.`,
    signature: `${shape.what} in an error`,
    evidence: [{ at: 'response.body', pointer: '', expected: 'words about the request', found: shape.what }],
    basis: CWE_209,
  });
}

function bannerOf(response: ReceivedResponse): Verdict | undefined {
  const [name] = response.headers.find(([header]) => BANNERS.includes(header)) ?? [];
  if (!name) return undefined;
  return warn({
    message: `Answers name the software behind them in ${name}.`,
    signature: `banner ${name}`,
    evidence: [{ at: 'response.header', pointer: name, expected: 'none', found: 'a banner' }],
    basis: { kind: 'clause', source: 'CWE', section: '200', url: 'https://cwe.mitre.org/data/definitions/200.html' },
    severity: 'info',
  });
}
