import { describe, expect, it } from 'vitest';
import { client, OTHER } from './client.ts';

describe('tokens', () => {
  it.each([
    'Bearer ambition-token',
    'bearer ambition-token',
    'Token ambition-token',
    'Token token="ambition-token"',
    'Token token=ambition-token',
    '  Bearer   ambition-token ',
  ])('%s opens the API', async (authorization) => {
    expect((await client().ask('/statements', { authorization })).status).toBe(200);
  });

  it.each([
    null,
    'Bearer',
    'Bearer ',
    'Bearer AMBITION-TOKEN',
    'Bearer ambition-token x',
    'Bearer ambition-tokens',
    'Bearer trs-token',
    'Basic YW1iaXRpb24tdG9rZW46',
  ])('%s does not', async (authorization) => {
    const reply = await client().ask('/statements', { authorization });
    expect(reply.status).toBe(401);
    expect(reply.json).toEqual({ error: 'HTTP Token: Access denied' });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('without a scheme word open it as the published scheme says, unless the defect takes that away', async () => {
    for (const authorization of ['ambition-token', ' best-practice-token'])
      expect((await client().ask('/statements', { authorization })).status).toBe(200);
    for (const authorization of ['trs-token', 'ambition', 'AMBITION-TOKEN'])
      expect((await client().ask('/statements', { authorization })).status).toBe(401);
  });

  it('in the query does not count', async () => {
    const reply = await client().ask('/statements?Authorization=Bearer%20ambition-token', { authorization: null });
    expect(reply.status).toBe(401);
  });
});

describe('providers', () => {
  it.each(['/npq-applications', '/participant-declarations', '/participants/npq', '/statements'])(
    '%s shows nothing of the other provider, neither in the list nor by id',
    async (path) => {
      const { list, ask } = client();
      const own = new Set((await list(`${path}?page[per_page]=3000`)).map(({ id }) => id));
      const others = await list(`${path}?page[per_page]=3000`, OTHER);
      const hidden = others.filter(({ id }) => !own.has(id));
      expect(hidden.length).toBeGreaterThan(10);
      for (const { id } of hidden.slice(0, 5)) expect((await ask(`${path}/${id}`)).status).toBe(404);
    },
  );

  it('share only the declaration that moved with its application', async () => {
    const { list } = client();
    const own = await list('/participant-declarations?page[per_page]=3000');
    const others = new Set((await list('/participant-declarations?page[per_page]=3000', OTHER)).map(({ id }) => id));
    const shared = own.filter(({ id }) => others.has(id));
    expect(shared).toHaveLength(1);
    expect(shared[0]?.attributes['lead_provider_name']).toBe('Best Practice Network');
  });

  it('cannot change what is not theirs', async () => {
    const { list, write, ask } = client();
    const [theirs] = await list('/npq-applications', OTHER);
    expect((await write('POST', `/npq-applications/${theirs?.id}/accept`, { funded_place: true })).status).toBe(404);
    expect((await ask(`/npq-applications/${theirs?.id}/reject`, { method: 'POST' })).status).toBe(404);
  });
});

describe('routes', () => {
  it.each([
    ['GET', '/nothing'],
    ['GET', '/npq-applications/'],
    ['DELETE', '/statements'],
    ['POST', '/statements'],
    ['GET', '/delivery-partners/00000000-0000-4000-8000-000000000000'],
  ])('%s %s: 401 without a token, 404 with one', async (method, path) => {
    const { ask } = client();
    expect((await ask(path, { method, authorization: null })).status).toBe(401);
    const reply = await ask(path, { method });
    expect([reply.status, reply.json]).toEqual([404, { error: 'Resource not found' }]);
  });

  it.each(['/api/v4/npq-applications', '/api/docs/v3/swagger.yaml', '//', '/api'])('%s is not there', async (path) => {
    expect((await client().ask(path)).status).toBe(404);
  });

  it('finds ids whatever their case', async () => {
    const { list, ask } = client();
    const [first] = await list('/statements');
    const reply = await ask(`/statements/${first?.id.toUpperCase()}`);
    expect(reply.json.data.id).toBe(first?.id);
  });
});
