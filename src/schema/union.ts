import { _, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv/dist/2020.js';

/**
 * `anyOf` and `oneOf` that say only that no alternative (or more than one) matched: what is wrong within an alternative is
 * asked again for the nearest one alone, so that a union never floods the answer and costs little when it matches.
 */
export const unionKeywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: 'anyOf',
    schemaType: 'array',
    trackErrors: true,
    error: { message: 'no alternative matches' },
    code: anyOf,
  },
  {
    keyword: 'oneOf',
    schemaType: 'array',
    trackErrors: true,
    error: {
      message: 'not exactly one alternative matches',
      params: ({ params }) => _`{passingSchemas: ${params['passing']}}`,
    },
    code: oneOf,
  },
];

function anyOf(cxt: KeywordCxt): void {
  const { gen } = cxt;
  const valid = gen.let('valid', false);
  const matches = gen.name('_valid');
  gen.block(() => {
    for (let index = 0; index < cxt.schema.length; index++) {
      const alternative = cxt.subschema(quiet('anyOf', index), matches);
      gen.assign(valid, _`${valid} || ${matches}`);
      if (!cxt.mergeValidEvaluated(alternative, matches)) gen.if(_`!${valid}`);
    }
  });
  conclude(cxt, valid);
}

function oneOf(cxt: KeywordCxt): void {
  const { gen } = cxt;
  const valid = gen.let('valid', false);
  const passing = gen.let('passing', null);
  const matches = gen.name('_valid');
  cxt.setParams({ passing });
  gen.block(() => {
    for (let index = 0; index < cxt.schema.length; index++) {
      const alternative = cxt.subschema(quiet('oneOf', index), matches);
      if (index > 0)
        gen.if(_`${matches} && ${valid}`).assign(valid, false).assign(passing, _`[${passing}, ${index}]`).else();
      gen.if(matches, () => {
        gen.assign(valid, true).assign(passing, index);
        cxt.mergeEvaluated(alternative, Name);
      });
    }
  });
  conclude(cxt, valid);
}

function quiet(keyword: string, schemaProp: number) {
  return { keyword, schemaProp, compositeRule: true, createErrors: false, allErrors: false } as const;
}

function conclude(cxt: KeywordCxt, valid: Name): void {
  cxt.result(
    valid,
    () => cxt.reset(),
    () => {
      cxt.reset();
      cxt.error();
    },
  );
}
