/** A check as the peer's rules leave it once the columns are known: bounds that nothing can meet, values a column cannot hold, tolerance. */
import type { Check } from '@shared/areas/qualitySchema';
import type { ExpectationMapping, Kwargs } from '../expectationMapping';
import { asText, isTruth, type FrameCell, type FrameColumn } from './pandasFrame';

export interface PeerCheck {
  readonly check: Check;
  /** A figure's bounds that nothing can lie between: it is worked out, and not as expected. */
  readonly fails: boolean;
}

const sets = new Set(['one-of', 'not-one-of', 'distinct-in-set', 'distinct-contains', 'distinct-equals', 'most-common']);
/** How near to a bound a quantile counts as on it. */
const quantileTolerance = 1e-4;
const nothing: Pick<Check, 'check' | 'args'> = { check: 'one-of', args: { values: [] } };

export function withPeerCheck(mapping: ExpectationMapping, kwargs: Kwargs, check: Check, columns: readonly FrameColumn[]): PeerCheck {
  const { min, max, strictMin, strictMax } = check.args;
  const [column] = columns;
  const equal = min === max && min !== undefined && (strictMin === true || strictMax === true);
  // A value cannot be above and below the same bound, which the engine refuses to ask.
  if (check.check === 'range' && equal) return { check: { ...check, ...nothing }, fails: false };
  const crossed = !mapping.rows && typeof min === 'number' && typeof max === 'number' && (min > max || equal);
  if (crossed) return { check: { ...check, args: { min } }, fails: true };
  // Python reads JSON from text only.
  if (check.check === 'json' && column && column.stored !== 'text') return { check: { ...check, ...nothing }, fails: false };
  // The documented rule measures from the median.
  if (check.check === 'outliers' && kwargs['method'] !== 'std') return { check: { ...check, args: { ...check.args, method: 'iqr' } }, fails: false };
  if (check.check === 'quantiles') return { check: { ...check, args: { ...check.args, tolerance: quantileTolerance } }, fails: false };
  if (sets.has(check.check) && column) return { check: { ...check, args: { ...check.args, values: givenValues(kwargs['value_set']).map((value) => heldValue(column, value)) } }, fails: false };
  return { check, fails: false };
}

function givenValues(values: unknown): unknown[] {
  return Array.isArray(values) ? values : [];
}

/** Numbers and truth values equal each other, texts only texts; what the column never holds becomes a value of its own. */
function heldValue(column: FrameColumn, value: unknown): string | number | boolean {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (isTruth(column) || column.stored === 'integer' || column.stored === 'decimal') return typeof number === 'number' ? number : foreign(value);
  if (column.stored === 'text') return column.cells.some((cell) => cell !== null && typeof cell === typeof value) ? String(value) : foreign(value);
  return typeof value === 'string' ? value : foreign(value);
}

/** A private character that no table of a request is expected to hold. */
function foreign(value: unknown): string {
  return `\u{F0000}${JSON.stringify(value)}`;
}

/** A value of such a column as it is told again; lists of different values stay text where cells are of several kinds. */
export function toldValue(column: FrameColumn, value: FrameCell, kind: string): FrameCell {
  if (isTruth(column) && typeof value === 'number') return value !== 0;
  if (!kind.startsWith('distinct') && column.stored === 'text' && typeof value === 'string' && !column.cells.includes(value)) return column.cells.find((cell) => cell !== null && asText(cell) === value) ?? value;
  return value;
}
