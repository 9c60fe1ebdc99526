import { NUMERIC_FORMATS } from '../shared/formats.ts';
import { allows, type View } from '../shared/view.ts';

/** The least and greatest allowed number, exclusive bounds and numeric formats taken in; undefined where unbounded. */
export interface NumberRange {
  readonly least: number | undefined;
  readonly greatest: number | undefined;
  /** The distance between neighbouring allowed numbers that are tried. */
  readonly step: number;
}

/** The range that a schema leaves for numbers. */
export function rangeOf(view: View): NumberRange {
  const whole = !allows(view, 'number');
  const step = view.multipleOf?.value ?? (whole ? 1 : 0.5);
  const format = view.format && NUMERIC_FORMATS[view.format.value]?.range;
  const least = view.minimum ? up(view.minimum.value, view.minimum.exclusive, step, view) : format?.[0];
  const greatest = view.maximum ? down(view.maximum.value, view.maximum.exclusive, step, view) : format?.[1];
  return { least, greatest, step };
}

/** A plain number: 1 when it is allowed, else the allowed number nearest to the bounds. */
export function plainNumber(view: View): number {
  const { least, greatest, step } = rangeOf(view);
  const wish = view.multipleOf ? step : 1;
  if (least !== undefined && wish < least) return least;
  if (greatest !== undefined && wish > greatest) return greatest;
  return wish;
}

function up(bound: number, exclusive: boolean, step: number, view: View): number {
  if (!view.multipleOf && step < 1) return exclusive ? bound + step : bound;
  const next = clean(Math.ceil(clean(bound / step)) * step);
  return exclusive && next === bound ? clean(next + step) : next;
}

function down(bound: number, exclusive: boolean, step: number, view: View): number {
  if (!view.multipleOf && step < 1) return exclusive ? bound - step : bound;
  const next = clean(Math.floor(clean(bound / step)) * step);
  return exclusive && next === bound ? clean(next - step) : next;
}

/** Without the dust of binary fractions. */
export function clean(value: number): number {
  return Number(value.toPrecision(15));
}
