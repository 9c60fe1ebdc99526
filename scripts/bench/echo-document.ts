/** Describes the answers of the echo server, on so many operations alike: `GET /items`, `GET /items2`, ... */
export function echoDocument(operations = 1): string {
  const names = Array.from({ length: operations }, (_, place) => (place === 0 ? 'items' : `items${place + 1}`));
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Echo', version: '1' },
    paths: Object.fromEntries(names.map((name) => [`/${name}`, { get: LIST }])),
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  });
}

const ITEM = {
  type: 'object',
  required: ['id', 'name', 'count', 'active'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string', maxLength: 40 },
    count: { type: 'integer' },
    active: { type: 'boolean' },
  },
};

const LIST = {
  security: [{ key: [] }],
  parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }],
  responses: {
    '200': {
      description: 'items',
      content: {
        'application/json': {
          schema: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: ITEM } } },
        },
      },
    },
  },
};
