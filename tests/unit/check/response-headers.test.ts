import { describe, expect, it } from 'vitest';
import { responseHeaders } from '../../../src/check/response-headers.ts';
import { accusation, answer, header, listThings, outcomes, promise, THINGS } from './shared/scene.ts';

const counted = {
  ...listThings,
  responses: [promise('200', 'Things', [header('x-total', true, 'Size'), header('x-kind', false, 'Kind')])],
};
const judged = (headers: Readonly<Record<string, string>>) => ({
  operation: counted,
  response: answer(200, THINGS, headers),
});

describe('response-headers', () => {
  it('passes present headers whose text reads as their type', () => {
    expect(outcomes(responseHeaders, judged({ 'x-total': '12', 'x-kind': 'a' }))).toEqual(['pass', 'pass']);
    expect(outcomes(responseHeaders, judged({ 'x-total': '12' }))).toEqual(['pass', 'pass']);
  });

  it('accuses a missing required header by its own clause', () => {
    expect(accusation(responseHeaders, judged({}))).toMatchObject({
      outcome: 'fail',
      signature: '200: x-total missing',
      basis: { pointer: '/headers/x-total' },
    });
  });

  it('accuses a value outside its schema, by the rule that says most', () => {
    expect(accusation(responseHeaders, judged({ 'x-total': '0' })).signature).toBe('200: x-total minimum');
    expect(accusation(responseHeaders, judged({ 'x-total': 'many' })).signature).toBe('200: x-total type');
    expect(accusation(responseHeaders, judged({ 'x-total': '1', 'x-kind': 'z' })).signature).toBe('200: x-kind enum');
  });

  it('does not apply where no header is described', () => {
    expect(outcomes(responseHeaders, { response: answer(200, THINGS) })).toEqual([]);
    const typed = { ...listThings, responses: [promise('200', 'Things', [header('content-type', true, 'Kind')])] };
    expect(outcomes(responseHeaders, { operation: typed, response: answer(200, THINGS) })).toEqual([]);
  });
});
