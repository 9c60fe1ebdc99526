import type { Engine, PrimitiveRule, TypeRule } from '../validate/engine.ts';

/** Rules on every value of a complex type, by type name. */
export const typeRules: ReadonlyMap<string, TypeRule> = new Map();

/** Rules on every value of a primitive type, by type name. */
export const primitiveRules: ReadonlyMap<string, PrimitiveRule> = new Map();

/** Rules on whole resources. */
export const resourceRules: Engine['resourceRules'] = () => {};
