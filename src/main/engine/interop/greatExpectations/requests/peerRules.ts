/** Where Great Expectations 1.2 over pandas refuses what the engine would judge: values that cannot be compared there, and texts where numbers are needed. */
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { readJson } from '../../../quality';
import type { Kwargs } from '../expectationMapping';
import type { FrameCell, FrameColumn } from './pandasFrame';

const needsNumbers = new Set(['mean', 'median', 'sum', 'standard-deviation', 'standard-score', 'quantiles', 'outliers', 'distribution-fit', 'bootstrapped-fit']);
const bounded = new Set(['range', 'smallest', 'largest']);
const comparing = new Set([...needsNumbers, ...bounded, 'one-of', 'not-one-of', 'distinct-in-set', 'distinct-contains', 'distinct-equals', 'most-common', 'increasing', 'decreasing']);
const needsTexts = new Set(['date-format', 'readable-date', 'json-schema']);
const several = new Set(['unique-together', 'different-within-row', 'sum-equals', 'all-equal']);
const differences = new Set(['increasing', 'decreasing']);
const boundNames = ['min_value', 'max_value'];

/** Whether a kind of check compares values, so that truth values are the numbers 0 and 1 to it. */
export function comparesValues(kind: string): boolean {
  return comparing.has(kind);
}

/** What is refused before any cell is seen. Throws `invalid-input`. */
export function assertArguments(kind: string, kwargs: Kwargs, columns: readonly FrameColumn[]): void {
  if (several.has(kind) && columns.length < 2) throw new EngineError('invalid-input', words.refused.twoColumns);
  for (const bound of boundNames.map((name) => kwargs[name])) {
    if (typeof bound === 'string' && !isNumeric(bound) && !/^\d{4}-\d\d/.test(bound)) throw new EngineError('invalid-input', words.refused.bound(bound), { bound });
  }
}

/** Throws `invalid-input`. Looks at cells that are there only, as the peer does; without any nothing is compared. */
export function assertComparable(kind: string, kwargs: Kwargs, columns: readonly FrameColumn[]): void {
  if ((kind === 'sum-equals' || kind === 'pair-greater') && new Set(columns.map(isTextual)).size > 1) throw new EngineError('invalid-input', words.refused.values(columns.map(({ name }) => name).join(', ')));
  for (const column of columns) {
    const present = column.cells.filter((cell) => cell !== null);
    const texts = present.filter((cell) => typeof cell === 'string').length;
    const refuse = (): never => {
      throw new EngineError('invalid-input', words.refused.values(column.name), { column: column.name });
    };
    const isMoment = column.type.startsWith('datetime');
    if (needsNumbers.has(kind) && texts > 0 && !isMoment) refuse();
    if (needsTexts.has(kind) && (isMoment || texts < present.length)) refuse();
    if (differences.has(kind) && column.type === 'object' && texts > 0) refuse();
    if (kind === 'sum-equals' && texts > 0) refuse();
    if (kind === 'json-schema' && present.some((cell) => readJson(String(cell)) === null)) refuse();
    if (kind === 'divergence' && isContinuous(kwargs['partition_object']) && (texts > 0 || present.length === 0)) refuse();
    if (bounded.has(kind)) assertBounds(kind, kwargs, column, present, refuse);
  }
}

function assertBounds(kind: string, kwargs: Kwargs, { type }: FrameColumn, present: readonly FrameCell[], refuse: () => never): void {
  const kinds = new Set(present.map((cell) => typeof cell));
  if (type === 'object' && kinds.has('string') && (kind !== 'range' || kinds.size > 1)) refuse();
  const numbers = !type.startsWith('datetime') && !kinds.has('string');
  for (const bound of boundNames.map((name) => kwargs[name])) {
    if (bound === null || bound === undefined) continue;
    const isNumber = typeof bound === 'number' || (typeof bound === 'string' && isNumeric(bound));
    if (present.length > 0 && (numbers !== isNumber || (kinds.has('string') && !type.startsWith('datetime')))) refuse();
  }
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function isTextual({ cells }: FrameColumn): boolean {
  return cells.some((cell) => typeof cell === 'string');
}

function isContinuous(partition: unknown): boolean {
  return typeof partition === 'object' && partition !== null && 'bins' in partition;
}
