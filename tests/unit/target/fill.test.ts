import { describe, expect, it } from 'vitest';
import type { Hole, RequestTemplate } from '../../../src/model/case.ts';
import { fillTemplate } from '../../../src/target/fill.ts';

const hole = (pick: number): Hole => ({
  $hole: { from: 'list', operation: 'GET /a', pointer: '/data/*/id', pick, fallback: `fallback-${pick}` },
});
const template: RequestTemplate = {
  method: 'PUT',
  path: '/a/{id}/{kind}',
  pathParameters: { id: hole(0), kind: 'plain' },
  query: [['after', hole(1)]],
  headers: [['x-id', hole(2)]],
  cookies: [['seen', hole(3)]],
  body: { mediaType: 'application/json', json: { data: [{ id: hole(4), n: 1, none: null }, 'text', true] } },
};

describe('fillTemplate', () => {
  it('fills every hole with what was learnt', () => {
    const filled = fillTemplate(template, ({ $hole }) => `learnt-${$hole.pick}`);
    expect(filled).toEqual({
      method: 'PUT',
      path: '/a/{id}/{kind}',
      pathParameters: { id: 'learnt-0', kind: 'plain' },
      query: [['after', 'learnt-1']],
      headers: [['x-id', 'learnt-2']],
      cookies: [['seen', 'learnt-3']],
      body: { mediaType: 'application/json', json: { data: [{ id: 'learnt-4', n: 1, none: null }, 'text', true] } },
      usedFallback: false,
    });
  });

  it.each([0, 1, 2, 3, 4])('says so when hole %i had to be given its fallback', (unknown) => {
    const filled = fillTemplate(template, ({ $hole }) => ($hole.pick === unknown ? undefined : 'x'));
    expect(filled.usedFallback).toBe(true);
    expect(JSON.stringify(filled)).toContain(`fallback-${unknown}`);
  });

  it('keeps the type of a learnt value in JSON and writes it as text elsewhere', () => {
    const filled = fillTemplate(template, () => 7);
    expect(filled.query).toEqual([['after', '7']]);
    expect(filled.body).toMatchObject({ json: { data: [{ id: 7 }, 'text', true] } });
  });

  it('leaves text bodies and requests without a body as they are', () => {
    const { body: _body, ...bare } = template;
    expect(fillTemplate(bare, () => 'x')).not.toHaveProperty('body');
    const text = { mediaType: 'text/plain', text: '{"$hole":1}' };
    expect(fillTemplate({ ...template, body: text }, () => 'x').body).toEqual(text);
  });
});
