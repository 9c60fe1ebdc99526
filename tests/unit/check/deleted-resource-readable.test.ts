import { describe, expect, it } from 'vitest';
import { deletedResourceReadable } from '../../../src/check/deleted-resource-readable.ts';
import { accusation, answer, exchange, outcomes, readThing, THING } from './shared/scene.ts';

const URL_OF_THING = 'http://127.0.0.1/things/x1';
const deleted = (status = 204) => exchange('DELETE', URL_OF_THING, answer(status));
const judged = (scene: Parameters<typeof outcomes>[1]) =>
  outcomes(deletedResourceReadable, { operation: readThing, before: [deleted()], ...scene });

describe('deleted-resource-readable', () => {
  it('accuses a read that succeeds after an accepted DELETE', () => {
    const scene = { operation: readThing, before: [deleted()], response: answer(200, THING) };
    expect(accusation(deletedResourceReadable, scene)).toMatchObject({
      outcome: 'fail',
      signature: 'readable after DELETE',
      basis: { section: '9.3.5' },
    });
  });

  it('passes a resource that is gone', () => {
    expect(judged({ response: answer(404) })).toEqual(['pass']);
    expect(judged({ response: answer(410) })).toEqual(['pass']);
  });

  it('doubts what stands at an address of its own: it may have a default', () => {
    const settings = { ...readThing, id: 'GET /things/{id}/settings', path: '/things/{id}/settings' };
    const before = [exchange('DELETE', `${URL_OF_THING}/settings`, answer(204))];
    const scene = { operation: settings, before, response: answer(200, {}) };
    expect(outcomes(deletedResourceReadable, scene)).toEqual(['inconclusive']);
  });

  it('doubts soft deletion and queued deletion', () => {
    for (const mark of [{ deleted: true }, { deleted_at: '2026-01-01' }, { active: false }, { state: 'voided' }]) {
      expect(judged({ response: answer(200, { data: { ...THING, ...mark } }) }), JSON.stringify(mark)).toEqual([
        'inconclusive',
      ]);
    }
    expect(judged({ before: [deleted(202)], response: answer(200, THING) })).toEqual(['inconclusive']);
    expect(
      judged({ response: answer(200, { deleted: false, deleted_at: null, active: true, state: 'open' }) }),
    ).toEqual(['fail']);
  });

  it('applies only to a read of what was deleted and not written again', () => {
    expect(judged({ before: [], response: answer(200, THING) })).toEqual([]);
    expect(judged({ before: [deleted(409)], response: answer(200, THING) })).toEqual([]);
    expect(
      judged({ before: [exchange('DELETE', 'http://127.0.0.1/things/x2', answer(204))], response: answer(200, THING) }),
    ).toEqual([]);
    const again = exchange('PUT', URL_OF_THING, answer(201));
    expect(judged({ before: [deleted(), again], response: answer(200, THING) })).toEqual([]);
    const readBefore = exchange('GET', URL_OF_THING, answer(200, THING));
    expect(judged({ before: [deleted(), readBefore], response: answer(200, THING) })).toEqual(['fail']);
  });
});
