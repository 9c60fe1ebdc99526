import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadRequirements } from '../../../src/spec/index.ts';

async function load(text: string) {
  const path = join(await mkdtemp(join(tmpdir(), 'assay-requirements-')), 'requirements.yaml');
  await writeFile(path, text);
  return loadRequirements(path);
}

const ONE = `requirements:
  - id: R-1
    text: A list has at most 100 items.
    source: guidance, paging
    basis: documented
    evidence: [{ check: page-size, operations: ['GET *'], declared: true, clause: '*/maxItems' }]
`;

it('reads what a requirements file says', async () => {
  expect(await load(ONE)).toEqual([
    {
      id: 'R-1',
      text: 'A list has at most 100 items.',
      source: 'guidance, paging',
      basis: 'documented',
      evidence: [{ check: 'page-size', operations: ['GET *'], declared: true, clause: '*/maxItems' }],
    },
  ]);
});

it('reads an untestable requirement', async () => {
  const text = ONE.replace(/evidence: .*/, 'evidence: []\n    untestable: Nothing can show it.');
  expect(await load(text)).toMatchObject([{ evidence: [], untestable: 'Nothing can show it.' }]);
});

it.each([
  ['no list', 'requirements: 12', 1, 'list'],
  ['broken YAML', 'requirements:\n  - {', 2, ''],
  ['a text', 'requirements:\n  - hello', 2, 'object'],
  ['no id', ONE.replace('id: R-1', 'title: x'), 2, '`title` is not a member'],
  ['an empty text', ONE.replace('A list has at most 100 items.', '""'), 3, '`text`'],
  ['an unknown basis', ONE.replace('documented', 'hearsay'), 5, 'documented, standard, observed'],
  ['no evidence', ONE.replace(/evidence: .*/, 'evidence: []'), 2, '`untestable`'],
  ['evidence without a check', ONE.replace('check: page-size, ', ''), 6, '`check`'],
  ['operations that are a text', ONE.replace("['GET *']", 'GET'), 6, '`operations`'],
  ['an unknown member of evidence', ONE.replace('declared', 'declares'), 6, '`declares`'],
  ['an id used twice', ONE + ONE.split('\n').slice(1).join('\n'), 7, 'twice'],
])('refuses %s and names the line', async (_, text, line, words) => {
  const error: unknown = await load(text).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: 'spec', code: 'requirements-invalid' });
  expect(String(error)).toContain(`requirements.yaml:${line}:`);
  expect(String(error)).toContain(words);
});

it('says that a requirements file is not there', async () => {
  await expect(loadRequirements('/no/such/file')).rejects.toMatchObject({ code: 'spec-not-found' });
});
