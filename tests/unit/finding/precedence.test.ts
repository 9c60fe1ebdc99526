import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/check/index.ts';
import { EXPLAINS, explains, rankOf } from '../../../src/finding/precedence.ts';

describe('precedence of causes', () => {
  it('speaks only of checks that exist', () => {
    for (const [cause, consequences] of EXPLAINS) {
      for (const id of [cause, ...consequences]) expect(checks.has(id), id).toBe(true);
    }
  });

  it('runs one way: a cause always outranks what it explains', () => {
    for (const [cause, consequences] of EXPLAINS) {
      for (const consequence of consequences) expect(rankOf(cause)).toBeLessThan(rankOf(consequence));
    }
  });

  it('explains nothing by itself', () => {
    for (const { id } of checks.all) expect(explains(id, id)).toBe(false);
  });
});
