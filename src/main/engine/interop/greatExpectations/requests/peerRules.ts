/** Where Great Expectations 1.2 over pandas refuses what the engine would judge: values that cannot be compared there, and texts where numbers are needed. */
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import type { Kwargs } from '../expectationMapping';
import type { FrameCell, FrameColumn } from './pandasFrame';

const needsNumbers = new Set(['mean', 'median', 'sum', 'standard-deviation', 'standard-score', 'quantiles', 'distribution-fit']);
const bounded = new Set(['range', 'smallest', 'largest']);
const needsTexts = new Set(['date-format', 'readable-date', 'json-schema']);
const differences = new Set(['increasing', 'decreasing']);
const boundNames = ['min_value', 'max_value'];

/** Whether truth values are numbers to a kind of check. */
export function countsAsNumbers(kind: string): boolean {
  return needsNumbers.has(kind);
}

/** Throws `invalid-input`. Looks at cells that are there only, as the peer does; without any nothing is compared. */
export function assertComparable(kind: string, kwargs: Kwargs, columns: readonly FrameColumn[]): void {
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
    if (bounded.has(kind)) assertBounds(kind, kwargs, column, present, refuse);
  }
}

function assertBounds(kind: string, kwargs: Kwargs, { type }: FrameColumn, present: readonly FrameCell[], refuse: () => never): void {
  const kinds = new Set(present.map((cell) => typeof cell));
  if (type === 'object' && kinds.has('string') && (kind !== 'range' || kinds.size > 1)) refuse();
  const numbers = !type.startsWith('datetime') && !kinds.has('string');
  for (const bound of boundNames.map((name) => kwargs[name])) {
    if (bound === null || bound === undefined) continue;
    const isNumber = typeof bound === 'number' || (typeof bound === 'string' && bound.trim() !== '' && Number.isFinite(Number(bound)));
    if (present.length > 0 && (numbers !== isNumber || kinds.has('string') && !type.startsWith('datetime'))) refuse();
  }
}
