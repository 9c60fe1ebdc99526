import { describe, expect, it } from 'vitest';
import { textAltered } from '../../../src/check/text-altered.ts';
import { type Told, told, toldOutcomes } from './shared/told.ts';

const NAME = 'Zoë Å 花 🦔';
const create = (name: string): Told => ({
  method: 'POST',
  path: '/things',
  json: { name },
  status: 201,
  body: { id: 'x1' },
});
const read = (name: unknown): Told => ({ method: 'GET', status: 200, named: 0, body: { id: 'x1', name } });

describe('text-altered', () => {
  it.each([
    ['Latin-1 of the UTF-8 bytes', Buffer.from(NAME, 'utf8').toString('latin1')],
    ['question marks', 'Zo? ? ? ?'],
    ['dropped characters', 'Zo'],
    ['replacement characters', 'Zo\ufffd \ufffd \ufffd \ufffd'],
    ['entities', 'Zo&euml; &#197; &#x82b1; &#129428;'],
  ])('accuses %s', (_what, held) => {
    expect(told(textAltered, [create(NAME), read(held)])).toMatchObject([
      { outcome: 'fail', basis: { source: 'RFC 8259' }, evidence: [{ pointer: '/name', expected: NAME }] },
    ]);
  });

  it('passes text that came back, also normalised, trimmed or in another case', () => {
    for (const held of [NAME, NAME.normalize('NFD'), ` ${NAME} `, NAME.toUpperCase()]) {
      expect(toldOutcomes(textAltered, [create(NAME), read(held)])).toEqual(['pass']);
    }
  });

  it('looks through wrappers on either side', () => {
    const wrapped: Told = { method: 'PUT', json: { data: { attributes: { name: NAME } } }, status: 200 };
    const body = { data: { id: 'x1', attributes: { name: 'Zo? ? ? ?' } } };
    expect(toldOutcomes(textAltered, [wrapped, { method: 'GET', status: 200, body }])).toEqual(['fail']);
  });

  it('cannot say when the text was replaced altogether or does not come back', () => {
    expect(toldOutcomes(textAltered, [create(NAME), read('another name')])).toEqual(['inconclusive']);
    expect(toldOutcomes(textAltered, [create(NAME), read(undefined)])).toEqual(['inconclusive']);
    expect(toldOutcomes(textAltered, [create(NAME), { ...read(NAME), status: 404 }])).toEqual(['inconclusive']);
  });

  it('has nothing to say without text beyond ASCII, or of what was refused', () => {
    expect(told(textAltered, [create('Zoe'), read('Zo?')])).toEqual([]);
    expect(told(textAltered, [{ ...create(NAME), status: 422 }, read('Zo?')])).toEqual([]);
    expect(told(textAltered, [create(NAME), { ...read('Zo?'), named: 1 }])).toEqual([]);
  });
});
