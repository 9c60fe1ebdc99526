import { describe, expect, it } from 'vitest';
import { internalsLeaked } from '../../../src/check/internals-leaked.ts';
import { accusation, answer, outcomes } from './shared/scene.ts';

const LEAKS: readonly (readonly [string, string])[] = [
  ['a stack trace', 'TypeError: x\n    at register (/srv/app/parcels.js:42:17)'],
  ['a stack trace', 'Traceback (most recent call last):\n  File "x.py", line 1'],
  ['a stack trace', 'java.lang.NullPointerException\n\tat org.example.Depot.find(Depot.java:31)'],
  ['a stack trace', "app/controllers/parcels_controller.rb:12:in `show'"],
  ['a stack trace', '   at Depot.Find(String id) in C:\\src\\Depot.cs:line 9'],
  ['a stack trace', '#0 /var/www/html/index.php(12): find()'],
  ['a database error', 'PG::UniqueViolation: ERROR: duplicate key value'],
  ['a database error', 'SQLSTATE[42S02]: Base table or view not found'],
  ['a statement of SQL', 'no rows: SELECT id FROM parcels WHERE id = $1'],
  ['a path of the server', 'cannot open "/var/app/config/database.yml"'],
  ['a page of a framework in debug mode', '<h1>Action Controller: Exception caught</h1>'],
];

const HARMLESS = [
  'The parcel cannot be found at the depot.',
  'Select a course from the list where it is offered.',
  'weightGrams must be a whole number from 1 to 30000.',
  'The property /data/attributes/name does not exist',
  'See https://example.org/docs/errors.html#at-rest',
  'Unexpected token at position 9',
  'at least one of (a, b) is required',
];

describe('internals-leaked', () => {
  it.each(LEAKS)('accuses %s: %s', (what, text) => {
    const found = accusation(internalsLeaked, { response: answer(422, { errors: [{ title: text }] }) });
    expect(found).toMatchObject({ outcome: 'fail', signature: `${what} in an error`, basis: { source: 'CWE' } });
    expect(outcomes(internalsLeaked, { response: answer(500, text, { 'content-type': 'text/plain' }) })).toEqual([
      'fail',
    ]);
  });

  it.each(HARMLESS)('passes: %s', (text) => {
    expect(outcomes(internalsLeaked, { response: answer(422, { errors: [{ title: text }] }) })).toEqual(['pass']);
  });

  it('says that answers name their software, as information', () => {
    const response = answer(200, {}, { 'x-powered-by': 'Depot/4.1' });
    expect(accusation(internalsLeaked, { response })).toMatchObject({ outcome: 'warn', severity: 'info' });
  });

  it('leaves the content of accepted answers alone', () => {
    expect(outcomes(internalsLeaked, { response: answer(200, { log: LEAKS[0]?.[1] }) })).toEqual([]);
  });
});
