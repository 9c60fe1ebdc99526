/** Replaces every known secret in text; one redactor stands before every writer. */
export interface Redactor {
  /** Text with each secret, raw, base64, base64url, URL-encoded, JSON- or HTML-escaped, replaced by `[redacted:NAME]`. */
  text(content: string): string;
  /** Learn a secret under the name that may be shown; values shorter than four characters are ignored. */
  learn(name: string, secret: string): void;
}

/** A redactor that knows `secrets` (name to value). */
export function createRedactor(secrets: Readonly<Record<string, string>> = {}): Redactor {
  const forms = new Map<string, string>();
  let pattern: RegExp | undefined;
  const redactor: Redactor = {
    learn(name, secret) {
      if (secret.length < 4) return;
      for (const form of spellings(secret)) if (form.length >= 4) forms.set(form, name);
      const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length);
      pattern = new RegExp(longestFirst.map(escapeRegExp).join('|'), 'g');
    },
    text: (content) => (pattern ? content.replace(pattern, (form) => `[redacted:${forms.get(form)}]`) : content),
  };
  for (const [name, secret] of Object.entries(secrets)) redactor.learn(name, secret);
  return redactor;
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    bytes.toString('latin1'), // how a header or a body looks when its bytes are read one by one
    ...[0, 1, 2].map((shift) => base64Core(bytes, shift)),
    ...[0, 1, 2].map((shift) => base64Core(bytes, shift).replaceAll('+', '-').replaceAll('/', '_')),
    ...urlSpellings(secret),
    json,
    json.replaceAll('/', '\\/'),
    json.replace(/[&<>']/g, unicodeEscape),
    json.replace(/[^\x20-\x7e]/g, unicodeEscape),
    ...APOSTROPHES.map((apostrophe) => htmlEscape(secret).replaceAll("'", apostrophe)),
  ];
}

const APOSTROPHES = ["'", '&#39;', '&#x27;', '&apos;'];

function urlSpellings(secret: string): string[] {
  const encoded = encodeURIComponent(Buffer.from(secret, 'utf8').toString('utf8'));
  const strict = encoded.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const upper = [encoded, strict, encoded.replaceAll('%20', '+'), strict.replaceAll('%20', '+')];
  return [...upper, ...upper.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

function htmlEscape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The base64 characters that depend on the secret alone when `shift` unknown bytes precede it. */
function base64Core(bytes: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const head = shift === 0 ? 0 : shift + 1;
  const tail = (bytes.length + shift) % 3 === 0 ? 0 : 1;
  return padded.slice(head, padded.length - tail);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
