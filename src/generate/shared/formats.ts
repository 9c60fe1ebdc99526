/** What is known of a `format`: texts that have it, and texts that nearly do, each with the reason why it does not and who takes it nevertheless. */
export interface FormatKnowledge {
  readonly valid: readonly string[];
  readonly nearMisses: readonly (readonly [text: string, reason: string])[];
}

/** Formats by name (JSON Schema 2020-12 Validation §7.3 and the OpenAPI format registry), the most telling near miss first. */
export const FORMATS: Readonly<Record<string, FormatKnowledge>> = {
  'date-time': {
    valid: ['2024-05-31T02:21:32Z', '2024-02-29T23:59:59.999Z', '2024-05-31T02:21:32+01:00'],
    nearMisses: [
      ['2024-02-30T10:00:00Z', '30 February is no date: a pattern without a calendar takes it'],
      ['2024-05-31T02:21:32', 'the zone is missing: servers assume their own'],
      ['2024-05-31', 'a date without a time: lenient parsers add midnight'],
      ['2024-05-31T24:00:00Z', 'hour 24, which ISO 8601 once allowed'],
      ['2024-05-31T12:60:00Z', 'minute 60'],
      ['2024-13-01T10:00:00Z', 'month 13: parsers that carry over make it January'],
      ['31/05/2024 02:21', 'day first, with slashes: locale parsers take it'],
      ['not-a-date-time', 'no date and time at all'],
      ['', 'empty: often read as not given'],
      ['2023-02-29T10:00:00Z', '29 February outside a leap year'],
      ['2024-04-31T10:00:00Z', '31 April is no date: parsers that carry over make it 1 May'],
      ['2024-05-31T02:21Z', 'no seconds, as ISO 8601 allows but RFC 3339 does not'],
      ['2024-05-31T02:21:32+0100', 'an offset without colon'],
      ['2024-05-31T02:21:32+24:00', 'an offset of 24 hours'],
      ['2024-05-31T02:21:61Z', 'second 61'],
      ['1717121492', 'seconds since 1970, which many parsers take'],
      ['2024-W22-5T02:21:32Z', 'a week date of ISO 8601'],
    ],
  },
  date: {
    valid: ['2024-05-31', '2024-02-29', '1999-12-31'],
    nearMisses: [
      ['2024-02-30', '30 February is no date: a pattern without a calendar takes it'],
      ['2023-02-29', '29 February outside a leap year'],
      ['2024-13-01', 'month 13'],
      ['31-05-2024', 'day first: locale parsers take it'],
      ['2024-5-31', 'month of one digit: lenient parsers take it'],
      ['2024-05-31T00:00:00Z', 'a date with a time'],
      ['', 'empty: often read as not given'],
      ['2024-04-31', '31 April is no date: parsers that carry over make it 1 May'],
      ['1900-02-29', '29 February of a century that is no leap year'],
      ['2024-00-10', 'month 0'],
      ['2024-05-00', 'day 0'],
      ['2024/05/31', 'slashes'],
      ['20240531', 'the basic form of ISO 8601'],
      ['2024-152', 'the ordinal form of ISO 8601'],
      ['24-05-31', 'a year of two digits'],
    ],
  },
  time: {
    valid: ['10:20:30Z', '23:59:59+01:00'],
    nearMisses: [
      ['24:00:00Z', 'hour 24'],
      ['10:60:00Z', 'minute 60'],
      ['10:20:30', 'the zone is missing: servers assume their own'],
      ['10:20', 'no seconds and no zone'],
      ['', 'empty: often read as not given'],
      ['10:20:61Z', 'second 61'],
      ['10:20:30+0100', 'an offset without colon'],
      ['1:02:03Z', 'an hour of one digit'],
      ['10:20:30 PM', 'a clock of twelve hours'],
    ],
  },
  duration: {
    valid: ['P3D', 'PT1H30M'],
    nearMisses: [
      ['3D', 'the leading P is missing'],
      ['P1H', 'hours without T'],
      ['P', 'no component'],
      ['', 'empty: often read as not given'],
      ['PT', 'T without a component of time'],
      ['P1S', 'seconds without T'],
      ['P1Y2W', 'weeks beside years'],
      ['P1D2Y', 'days before years'],
      ['-P1D', 'a sign, which some libraries take'],
      ['1 day', 'words'],
    ],
  },
  uuid: {
    valid: ['7e5bcdbf-c818-4961-8da5-439cab1984e0', '00000000-0000-4000-8000-000000000000'],
    nearMisses: [
      ['7e5bcdbf-c818-4961-8da5-439cab1984e', 'one digit less'],
      ['7e5bcdbf-c818-4961-8da5-439cab1984e00', 'one digit more: a pattern without an end takes it'],
      ['7e5bcdbf-c818-4961-8da5-439cab1984eg', 'g is no hexadecimal digit'],
      ['7e5bcdbfc81849618da5439cab1984e0', 'the hyphens are missing: many libraries take it'],
      ['not-a-uuid', 'no uuid at all'],
      ['', 'empty: often read as not given'],
      ['{7e5bcdbf-c818-4961-8da5-439cab1984e0}', 'braces: the registry form, which some libraries take'],
      ['7e5bcdbfc-818-4961-8da5-439cab1984e0', 'a hyphen in the wrong place'],
      ['7e5bcdbf-c818-4961-8da5-439cab1984e0 ', 'a space at the end: servers that trim take it'],
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
      ['', 'empty: often read as not given'],
      ['person@example..org', 'an empty label in the domain'],
      ['.person@example.org', 'a leading dot in the local part'],
      ['person@-example.org', 'a label that begins with a hyphen'],
      ['Person <person@example.org>', 'a display name: mail libraries take it'],
      ['a@example.org,b@example.org', 'two addresses: mail libraries take them'],
    ],
  },
  uri: {
    valid: ['https://example.org/path?query=1', 'urn:example:a'],
    nearMisses: [
      ['//example.org/path', 'no scheme'],
      ['/path', 'a relative reference'],
      ['https://exa mple.org', 'a space in the host'],
      ['not a uri', 'spaces'],
      ['', 'empty: often read as not given'],
      ['example.org', 'a host alone, which browsers take'],
      ['https://example.org/%zz', 'a percent sign that escapes nothing'],
      ['https://[::1/', 'an open bracket'],
      ['1http://example.org', 'a scheme that begins with a digit'],
      ['https://example.org/<a>', 'angle brackets, which browsers escape'],
    ],
  },
  'uri-reference': {
    valid: ['/path?query=1', 'https://example.org/'],
    nearMisses: [
      ['\\\\example\\path', 'backslashes, which browsers turn'],
      ['/pa th', 'a space, which browsers escape'],
      ['/%zz', 'a percent sign that escapes nothing'],
      ['/<a>', 'angle brackets'],
      ['/a^b', 'a caret'],
      ['https://[::1/', 'an open bracket'],
    ],
  },
  hostname: {
    valid: ['example.org', 'a.example.org'],
    nearMisses: [
      ['-example.org', 'a leading hyphen'],
      ['exa_mple.org', 'an underscore, which resolvers take'],
      ['example..org', 'an empty label'],
      ['', 'empty: often read as not given'],
      ['example-.org', 'a label that ends with a hyphen'],
      [`${'a'.repeat(64)}.org`, 'a label of 64 characters'],
      ['exa mple.org', 'a space'],
      ['https://example.org', 'a URL'],
      ['example.org:80', 'a port'],
    ],
  },
  ipv4: {
    valid: ['192.0.2.1', '0.0.0.0'],
    nearMisses: [
      ['192.0.2.256', 'an octet over 255: a pattern of digits takes it'],
      ['192.0.2', 'three octets, which resolvers take'],
      ['192.0.2.1.1', 'five octets'],
      ['', 'empty: often read as not given'],
      ['192.0.2.01', 'a leading zero, which some read as octal'],
      ['0xc0.0.2.1', 'hexadecimal, which resolvers take'],
      ['3221225985', 'one number, which resolvers take'],
      ['192.0.2.1/24', 'a network'],
      ['2001:db8::1', 'an IPv6 address'],
    ],
  },
  ipv6: {
    valid: ['2001:db8::1', '::1'],
    nearMisses: [
      ['2001:db8::1::2', 'two abbreviations'],
      ['2001:db8::g', 'g is no hexadecimal digit'],
      ['192.0.2.1', 'an IPv4 address'],
      ['', 'empty: often read as not given'],
      ['12345::', 'a group of five digits'],
      ['1:2:3:4:5:6:7', 'seven groups'],
      ['1:2:3:4:5:6:7:8:9', 'nine groups'],
      ['[::1]', 'brackets, as in a URL'],
      ['::ffff:192.0.2.256', 'an embedded octet over 255'],
      ['2001:db8::1/64', 'a network'],
    ],
  },
  byte: {
    valid: ['YXNzYXk=', 'YQ=='],
    nearMisses: [
      ['YXNzYXk', 'the padding is missing: many decoders take it'],
      ['YXNz*Xk=', '* is outside the alphabet: lenient decoders skip it'],
      ['YXN-_Xk=', 'the alphabet for URLs'],
      ['YXNz YXk=', 'a space: lenient decoders skip it'],
      ['YXNzYXk==', 'too much padding'],
      ['Y', 'a single character'],
    ],
  },
  regex: {
    valid: ['^[a-z]+$'],
    nearMisses: [
      ['[a-z', 'an open bracket'],
      ['a**', 'nothing to repeat'],
      ['(a', 'an open group'],
      ['a{2,1}', 'a range backwards'],
      ['[z-a]', 'a class backwards'],
      ['a\\', 'an escape of nothing'],
    ],
  },
  'json-pointer': {
    valid: ['/data/0', ''],
    nearMisses: [
      ['data/0', 'the leading / is missing'],
      ['/a~2', '~2 is no escape'],
      ['/a~', 'an escape of nothing'],
      ['#/data', 'the form of a URI fragment'],
      ['$.data', 'JSONPath'],
    ],
  },
  'relative-json-pointer': {
    valid: ['0', '1/data'],
    nearMisses: [
      ['/data', 'the number of steps is missing'],
      ['-1/data', 'a negative number of steps'],
      ['01/data', 'a leading zero'],
      ['', 'empty: often read as not given'],
    ],
  },
  'uri-template': {
    valid: ['/users/{id}', 'https://example.org/{?q}'],
    nearMisses: [
      ['/users/{id', 'an open brace'],
      ['/users/id}', 'a brace that closes nothing'],
      ['/users/{}', 'an expression without a name'],
    ],
  },
};

/** Range of the numeric formats, and what lies just outside with the reason (OpenAPI format registry). */
export const NUMERIC_FORMATS: Readonly<
  Record<string, { readonly range?: readonly [number, number]; readonly nearMisses: FormatMisses }>
> = {
  int32: {
    range: [-2147483648, 2147483647],
    nearMisses: [
      [2147483648, 'one over 32 bits: it becomes negative where it wraps around'],
      [-2147483649, 'one under 32 bits'],
    ],
  },
  int64: {
    range: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    nearMisses: [
      [10_000_000_000_000_000_000, 'over 64 bits: it wraps around or loses digits'],
      [-10_000_000_000_000_000_000, 'under 64 bits'],
    ],
  },
  float: {
    nearMisses: [
      [1e39, 'over single precision: it becomes infinite'],
      [-1e39, 'under single precision'],
    ],
  },
};

type FormatMisses = readonly (readonly [value: number, reason: string])[];
