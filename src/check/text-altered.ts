import { rfc } from '../model/spec-ref.ts';
import { PASS, type Verdict } from '../model/verdict.ts';
import type { Check } from './shared/check.ts';
import { unjudgeable } from './shared/environment.ts';
import { type Counterpart, counterparts } from './shared/representation.ts';
import { acceptedJson, sentJson, writeBefore } from './shared/story.ts';
import { fail, inconclusive } from './shared/verdict.ts';

/** Text comes back as it was sent. */
export const textAltered: Check = {
  id: 'text-altered',
  title: 'Text is returned unchanged',
  rationale: 'Names are not ASCII; a wrong charset on the way to the database misspells people for good.',
  severity: 'high',
  family: 'state',
  basis: 'RFC 8259 §8.1: JSON text is UTF-8, whatever the server keeps it in.',
  judge(input, context) {
    const written = input.exchange.request.method === 'GET' ? writeBefore(input)?.write : undefined;
    const sent = written && written.request.method !== 'DELETE' ? sentJson(written) : undefined;
    if (sent === undefined || !isTelling(JSON.stringify(sent))) return [];
    const reason = unjudgeable(input, context);
    const held = acceptedJson(input.exchange);
    if (reason || held === undefined) return [inconclusive(reason ?? 'the resource could not be read')];
    const texts = counterparts(sent, held).filter((pair) => typeof pair.sent === 'string' && isTelling(pair.sent));
    if (texts.length === 0) return [inconclusive('no text that was sent was found in the answer')];
    const altered = texts.filter((pair) => fold(pair.sent) !== fold(pair.held));
    const mangled = altered.find(
      (pair) => typeof pair.held === 'string' && skeleton(pair.held) === skeleton(pair.sent),
    );
    if (mangled) return [accuse(mangled)];
    return [altered.length === 0 ? PASS : inconclusive('the text was replaced, not only its characters')];
  },
};

function accuse({ there, sent, held }: Counterpart): Verdict {
  return fail({
    message: `Text beyond ASCII must come back as it was sent, but at ${there} its characters were changed.`,
    signature: 'characters beyond ASCII changed',
    evidence: [{ at: 'response.body', pointer: there, expected: String(sent), found: String(held) }],
    basis: rfc(8259, '8.1'),
  });
}

/** True for text that holds characters beyond ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
const isTelling = (text: string): boolean => /[^\x00-\x7f]/.test(text);

/** Servers may normalise, trim and change case: none of that loses a letter. */
function fold(value: unknown): string {
  return typeof value === 'string' ? value.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase() : '';
}

/** What is left when everything that an encoding can spoil is taken away: letters of ASCII, without entities and escapes. */
function skeleton(value: unknown): string {
  const text = String(value)
    .replace(/&#?\w+;|\\u[0-9a-f]{4}|%[0-9a-f]{2}/gi, '')
    .replace(/[^A-Za-z]/g, '');
  return text.toLowerCase();
}
