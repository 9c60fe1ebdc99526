import { describe, expect, it } from 'vitest';
import { AssayError } from '../../../../src/kernel/error.ts';
import { defectsOn } from '../../../../src/sandbox/shared/defects.ts';
import type { Defect } from '../../../../src/sandbox/shared/emulator.ts';

const text = { title: 't', documented: 'd', actual: 'a' };
const TABLE: readonly Defect[] = [
  { id: 'D1', ...text, faithful: true },
  { id: 'any-token-accepted', ...text, faithful: false },
];

describe('defects that are on', () => {
  it('are none in clean mode and those of the real system in faithful mode', () => {
    expect([...defectsOn(TABLE, { mode: 'clean' })]).toEqual([]);
    expect([...defectsOn(TABLE, { mode: 'faithful' })]).toEqual(['D1']);
  });

  it('can be added and taken away', () => {
    const on = defectsOn(TABLE, { mode: 'faithful', defects: ['any-token-accepted'], without: ['D1'] });
    expect([...on]).toEqual(['any-token-accepted']);
  });

  it.each(['defects', 'without'] as const)('an unknown id in %s is a usage error that names the nearest', (member) => {
    const attempt = () => defectsOn(TABLE, { mode: 'clean', [member]: ['any-token-acepted'] });
    expect(attempt).toThrow(AssayError);
    expect(attempt).toThrow(/Did you mean any-token-accepted\?/);
  });
});
