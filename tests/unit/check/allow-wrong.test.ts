import { describe, expect, it } from 'vitest';
import { allowWrong } from '../../../src/check/allow-wrong.ts';
import { accusation, answer, fault, outcomes } from './shared/scene.ts';

const scene = (status: number, allow?: string) => ({
  intent: 'reject' as const,
  method: 'PUT' as const,
  fault: fault('method', 'PUT', 'method'),
  response: answer(status, undefined, allow === undefined ? {} : { allow }),
});

describe('allow-wrong', () => {
  it('warns of a 405 without Allow', () => {
    const expected = { outcome: 'warn', signature: 'no Allow in a 405', basis: { section: '15.5.6' } };
    expect(accusation(allowWrong, scene(405))).toMatchObject(expected);
  });

  it('accuses an Allow that names what was just refused', () => {
    const found = accusation(allowWrong, scene(405, 'GET, post, put'));
    expect(found).toMatchObject({ outcome: 'fail', signature: 'Allow names the refused method' });
  });

  it('accuses an Allow that forgets a described method which was accepted', () => {
    expect(accusation(allowWrong, scene(405, 'GET'))).toMatchObject({ signature: 'Allow forgets a method' });
    expect(outcomes(allowWrong, { ...scene(405, 'GET'), control: 'none' })).toEqual(['pass']);
  });

  it('passes a right list, and reads nothing into other answers', () => {
    expect(outcomes(allowWrong, scene(405, 'GET, HEAD, POST'))).toEqual(['pass']);
    expect(outcomes(allowWrong, scene(404))).toEqual([]);
    expect(outcomes(allowWrong, scene(200, 'PUT'))).toEqual([]);
  });
});
