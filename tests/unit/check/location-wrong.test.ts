import { describe, expect, it } from 'vitest';
import { locationWrong } from '../../../src/check/location-wrong.ts';
import type { Hole } from '../../../src/model/case.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { answer, createThing, exchange, readThing, stage } from './shared/scene.ts';

const created = (location: string) =>
  exchange('POST', 'http://127.0.0.1/things', answer(201, { id: 'x1' }, { location }), 0);
const hole: Hole = { $hole: { from: 'step', step: 0, pointer: '', header: 'location', pick: 0, fallback: '/' } };

/** Create, read by id, read where Location leads. */
function follow(byId: number, status: number, body: unknown = { id: 'x1' }, usedFallback = false): readonly Verdict[] {
  const { input, context } = stage({ operation: readThing, response: answer(status, body) });
  const trace = [
    created('/things/x1'),
    exchange('GET', 'http://127.0.0.1/things/x1', answer(byId, { id: 'x1' }), 1),
    { ...exchange('GET', 'http://127.0.0.1/thing/x1', answer(status, body), 2), usedFallback },
  ] as const;
  const request = { ...input.step.request, path: '{+location}', pathParameters: { location: hole } };
  return locationWrong.judge({ ...input, step: { ...input.step, request }, exchange: trace[2], trace }, context);
}

function headerAlone(location: string, status = 201): readonly Verdict[] {
  const response = answer(status, { id: 'x1' }, { location });
  const { input, context } = stage({ operation: createThing, response });
  return locationWrong.judge(input, context);
}

describe('location-wrong', () => {
  it('accuses a Location that leads nowhere while the resource is there', () => {
    expect(follow(200, 404)).toMatchObject([
      { outcome: 'fail', signature: 'leads nowhere', basis: { section: '10.2.2' } },
    ]);
  });

  it('accuses a Location that leads to another resource', () => {
    expect(follow(200, 200, { id: 'x2' })).toMatchObject([{ outcome: 'fail', signature: 'leads to another resource' }]);
  });

  it('passes one that leads to what was created, also where no id shows', () => {
    expect(follow(200, 200)).toEqual([{ outcome: 'pass' }]);
    expect(follow(200, 200, { name: 'n' })).toEqual([{ outcome: 'pass' }]);
  });

  it('cannot say when the resource is not there at all, or Location leads out of the target', () => {
    expect(follow(404, 404)).toMatchObject([{ outcome: 'inconclusive' }]);
    expect(follow(200, 404, {}, true)).toMatchObject([{ outcome: 'inconclusive' }]);
    expect(follow(200, 403)).toMatchObject([{ outcome: 'inconclusive' }]);
  });

  it('accuses a Location of a 201 that is no URI reference, and reads no other', () => {
    for (const location of ['http://[half', 'a b', '<x>']) {
      expect(headerAlone(location)).toMatchObject([{ outcome: 'fail', signature: 'not a URI reference' }]);
    }
    for (const location of ['/things/x1', 'things/x1', 'https://elsewhere.example/x']) {
      expect(headerAlone(location)).toEqual([{ outcome: 'pass' }]);
    }
    expect(headerAlone('http://[half', 200)).toEqual([]);
  });
});
