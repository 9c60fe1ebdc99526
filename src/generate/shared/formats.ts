/** What is known of a `format`: texts that have it, and texts that nearly do, each with the reason why it does not. */
export interface FormatKnowledge {
  readonly valid: readonly string[];
  readonly nearMisses: readonly (readonly [text: string, reason: string])[];
}

/** Formats by name (JSON Schema 2020-12 Validation §7.3 and the OpenAPI format registry). */
export const FORMATS: Readonly<Record<string, FormatKnowledge>> = {
  'date-time': {
    valid: ['2024-05-31T02:21:32Z', '2024-02-29T23:59:59.999Z', '2024-05-31T02:21:32+01:00'],
    nearMisses: [
      ['2024-02-30T10:00:00Z', '30 February is no date'],
      ['2024-05-31T02:21:32', 'the zone is missing'],
      ['2024-05-31', 'a date without a time'],
      ['2024-05-31T24:00:00Z', 'hour 24'],
      ['2024-05-31T12:60:00Z', 'minute 60'],
      ['2024-13-01T10:00:00Z', 'month 13'],
      ['31/05/2024 02:21', 'day first, with slashes'],
      ['not-a-date-time', 'no date and time at all'],
      ['', 'empty'],
    ],
  },
  date: {
    valid: ['2024-05-31', '2024-02-29', '1999-12-31'],
    nearMisses: [
      ['2024-02-30', '30 February is no date'],
      ['2023-02-29', '29 February outside a leap year'],
      ['2024-13-01', 'month 13'],
      ['31-05-2024', 'day first'],
      ['2024-5-31', 'month of one digit'],
      ['2024-05-31T00:00:00Z', 'a date with a time'],
      ['', 'empty'],
    ],
  },
  time: {
    valid: ['10:20:30Z', '23:59:59+01:00'],
    nearMisses: [
      ['24:00:00Z', 'hour 24'],
      ['10:60:00Z', 'minute 60'],
      ['10:20:30', 'the zone is missing'],
      ['10:20', 'no seconds and no zone'],
      ['', 'empty'],
    ],
  },
  duration: {
    valid: ['P3D', 'PT1H30M'],
    nearMisses: [
      ['3D', 'the leading P is missing'],
      ['P1H', 'hours without T'],
      ['P', 'no component'],
      ['', 'empty'],
    ],
  },
  uuid: {
    valid: ['7e5bcdbf-c818-4961-8da5-439cab1984e0', '00000000-0000-4000-8000-000000000000'],
    nearMisses: [
      ['7e5bcdbf-c818-4961-8da5-439cab1984e', 'one digit less'],
      ['7e5bcdbf-c818-4961-8da5-439cab1984e00', 'one digit more'],
      ['7e5bcdbf-c818-4961-8da5-439cab1984eg', 'g is no hexadecimal digit'],
      ['7e5bcdbfc81849618da5439cab1984e0', 'the hyphens are missing'],
      ['not-a-uuid', 'no uuid at all'],
      ['', 'empty'],
    ],
  },
  email: {
    valid: ['person@example.org', 'first.last+tag@sub.example.org'],
    nearMisses: [
      ['person.example.org', 'the @ is missing'],
      ['person@', 'no domain'],
      ['@example.org', 'no local part'],
      ['per son@example.org', 'a space in the local part'],
      ['person@@example.org', 'two @'],
      ['', 'empty'],
    ],
  },
  uri: {
    valid: ['https://example.org/path?query=1', 'urn:example:a'],
    nearMisses: [
      ['//example.org/path', 'no scheme'],
      ['/path', 'a relative reference'],
      ['https://exa mple.org', 'a space in the host'],
      ['not a uri', 'spaces'],
      ['', 'empty'],
    ],
  },
  'uri-reference': {
    valid: ['/path?query=1', 'https://example.org/'],
    nearMisses: [
      ['\\\\example\\path', 'backslashes'],
      ['/pa th', 'a space'],
    ],
  },
  hostname: {
    valid: ['example.org', 'a.example.org'],
    nearMisses: [
      ['-example.org', 'a leading hyphen'],
      ['exa_mple.org', 'an underscore'],
      ['example..org', 'an empty label'],
      ['', 'empty'],
    ],
  },
  ipv4: {
    valid: ['192.0.2.1', '0.0.0.0'],
    nearMisses: [
      ['192.0.2.256', 'an octet over 255'],
      ['192.0.2', 'three octets'],
      ['192.0.2.1.1', 'five octets'],
      ['', 'empty'],
    ],
  },
  ipv6: {
    valid: ['2001:db8::1', '::1'],
    nearMisses: [
      ['2001:db8::1::2', 'two abbreviations'],
      ['2001:db8::g', 'g is no hexadecimal digit'],
      ['192.0.2.1', 'an IPv4 address'],
      ['', 'empty'],
    ],
  },
  byte: {
    valid: ['YXNzYXk=', 'YQ=='],
    nearMisses: [
      ['YXNzYXk', 'the padding is missing'],
      ['YXNz*Xk=', '* is outside the alphabet'],
    ],
  },
  regex: {
    valid: ['^[a-z]+$'],
    nearMisses: [
      ['[a-z', 'an open bracket'],
      ['a**', 'nothing to repeat'],
    ],
  },
  'json-pointer': {
    valid: ['/data/0', ''],
    nearMisses: [
      ['data/0', 'the leading / is missing'],
      ['/a~2', '~2 is no escape'],
    ],
  },
};

/** Range of the numeric formats (OpenAPI format registry). */
export const NUMERIC_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-2147483648, 2147483647],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
