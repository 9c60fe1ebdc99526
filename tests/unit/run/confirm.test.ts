import { describe, expect, it } from 'vitest';
import { runAgainst } from './shared/run-against.ts';

const DOCUMENT = `
openapi: 3.1.0
info: { title: Tickets, version: '1' }
paths:
  /tickets:
    get:
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: array, items: { type: object, properties: { id: { type: string } } } } } }
  /tickets/{id}/stamp:
    post:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: object, required: [stamped] } } } }
        '409': { description: stamped before }
`;

/** Tickets that can be stamped once each; the answer to that lacks what is described, for as many tickets as `wrong`. */
function stampingOffice(wrong: number) {
  const stamped: string[] = [];
  return ({ url, method }: { url: URL; method: string }) => {
    const id = /^\/tickets\/([^/]+)\/stamp$/.exec(url.pathname)?.[1];
    if (id === undefined || method !== 'POST')
      return { status: 200, json: Array.from({ length: 12 }, (_, index) => ({ id: `t${index}` })) };
    if (stamped.includes(id)) return { status: 409 };
    stamped.push(id);
    return { status: 200, json: stamped.length <= wrong ? {} : { stamped: true } };
  };
}

describe('a finding on a request that changes the target', () => {
  it('is confirmed on another resource, since the first is no longer in the state it was', async () => {
    const { report, events } = await runAgainst(DOCUMENT, stampingOffice(Infinity));
    expect(report.findings).toMatchObject([
      { check: 'response-body', operation: 'POST /tickets/{id}/stamp', confirmation: { state: 'confirmed' } },
    ]);
    const urls = (purpose: string) =>
      events.flatMap((event) =>
        event.type === 'exchange-done' && event.purpose === purpose ? [event.exchange.request.url] : [],
      );
    const [replayed] = urls('replay');
    expect(replayed).toMatch(/\/tickets\/t\d+\/stamp$/);
    expect(report.findings[0]?.example.trace.map(({ request }) => request.url)).not.toContain(replayed);
  });

  it('stays, unconfirmed, where the other resource does not show it', async () => {
    const { report } = await runAgainst(DOCUMENT, stampingOffice(1));
    expect(report.findings).toMatchObject([
      {
        check: 'response-body',
        confirmation: { state: 'unconfirmed', reason: expect.stringContaining('another state') },
      },
    ]);
  });
});
