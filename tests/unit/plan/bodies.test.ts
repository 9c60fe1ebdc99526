import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/kernel/json.ts';
import { casesOf, contextOf, modelOf, plan } from './model.ts';

describe('bodies beside JSON', () => {
  const sketched = (bodyMediaType: string, schema: JsonObject) =>
    modelOf({
      schemas: { body: schema },
      operations: [{ id: 'POST /x', body: 'body', bodyMediaType }],
    });
  const form = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'string' } }, required: ['a'] };

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data'])('%s holds members only', (mediaType) => {
    const cases = casesOf(sketched(mediaType, form), 'negatives', 'POST /x').filter(
      ({ fault }) => fault?.in === 'body',
    );
    const bodies = cases.flatMap(({ steps }) => steps.flatMap(({ request }) => request.body ?? []));
    expect(bodies.length).toBeGreaterThan(2);
    expect(bodies.every((body) => 'json' in body && typeof body.json === 'object' && !Array.isArray(body.json))).toBe(
      true,
    );
  });

  it('files are sent without a claim that they are valid', () => {
    const [subject] = casesOf(sketched('image/png', { type: 'string' }), 'examples', 'POST /x');
    expect(subject?.intent).toBe('observe');
    expect(subject?.steps[0]?.request.body).toEqual({ mediaType: 'image/png', json: 'text' });
  });

  it('of a media type that cannot be written are said not to be tested, also beside one that can', () => {
    const model = sketched('application/json', form);
    const both = {
      ...model,
      operations: model.operations.map((operation) => {
        const { requestBody } = operation;
        const xml = requestBody?.content.map((content) => ({ ...content, mediaType: 'application/xml' })) ?? [];
        return requestBody
          ? { ...operation, requestBody: { ...requestBody, content: [...requestBody.content, ...xml] } }
          : operation;
      }),
    };
    const { cases, summary } = plan(contextOf(both)).plan;
    expect(cases.length).toBeGreaterThan(5);
    expect(summary.leftOut).toContainEqual({
      operation: 'POST /x',
      strategy: 'examples',
      cases: 0,
      reason: 'bodies of application/xml cannot be written, so that no request is sent with one',
    });
  });
});
