import { describe, expect, it } from 'vitest';
import { responseBody } from '../../../src/check/response-body.ts';
import { versionRetirement } from '../../../src/check/version-retirement.ts';
import { accusation, answer, createThing, outcomes, readThing, THINGS } from './shared/scene.ts';

const scene = (status: number, retired?: boolean) => ({
  response: answer(status, status === 200 ? THINGS : {}),
  ...(retired === undefined ? {} : { retired }),
});

describe('version-retirement', () => {
  it('accuses a retired version that answers', () => {
    expect(accusation(versionRetirement, scene(200, true))).toMatchObject({ signature: 'answers although retired' });
    for (const status of [404, 410]) expect(outcomes(versionRetirement, scene(status, true))).toEqual(['pass']);
  });

  it('accuses a promised version that is gone', () => {
    const gone = { ...scene(404, false), control: 'none' as const };
    expect(accusation(versionRetirement, gone)).toMatchObject({ signature: 'gone although promised' });
    expect(outcomes(versionRetirement, scene(404, false))).toEqual([]);
    expect(outcomes(versionRetirement, scene(200, false))).toEqual(['pass']);
  });

  it('says of a version that is gone once, on its first operation', () => {
    const gone = { ...scene(404, false), control: 'none' as const };
    expect(outcomes(versionRetirement, { ...gone, operation: createThing })).toEqual(['inconclusive']);
    expect(outcomes(versionRetirement, { ...gone, operation: createThing, operations: [createThing] })).toEqual([
      'fail',
    ]);
  });

  it('says nothing where the suite says nothing, of single resources, and of refusals', () => {
    expect(outcomes(versionRetirement, scene(404))).toEqual([]);
    expect(outcomes(versionRetirement, { ...scene(404, false), operation: readThing, control: 'none' })).toEqual([]);
    expect(outcomes(versionRetirement, scene(401, true))).toEqual(['inconclusive']);
  });

  it('is the only one to judge what a retired version answers', () => {
    expect(outcomes(responseBody, { response: answer(200, { wrong: 1 }), retired: true })).toEqual(['inconclusive']);
  });
});
