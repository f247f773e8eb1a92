/** Which columns a race may learn from, and why the others are left out. Refuses names that cannot be right. */
import type { Column } from '@shared/areas/datasets';
import type { Experiment, TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { WatchedColumn } from '../training';

export interface ChosenColumns {
  readonly features: readonly string[];
  readonly excluded: Experiment['excludedColumns'];
  /** Columns the leak radar looks at: the features, and those that only the analyst left out. */
  readonly watched: readonly WatchedColumn[];
}

type ColumnRequest = Pick<TrainRequest, 'target' | 'exclude' | 'groupBy' | 'keepTogether' | 'oneRowPer' | 'dateColumn' | 'split'>;

/** Throws `invalid-input`. */
export function chooseColumns(columns: readonly Column[], rows: number, request: ColumnRequest): ChosenColumns {
  assertNames(columns, rows, request);
  const features: string[] = [];
  const excluded: { column: string; reason: string }[] = [];
  const watched: WatchedColumn[] = [];
  for (const column of columns) {
    if (column.name === request.target) continue;
    const unfit = reasonUnfit(column, rows, request);
    // The seller sets a price before anything is sold: however much it tells, it is no disguise of the target.
    if (unfit === null) watched.push({ name: column.name, knownWhen: column.knownWhen, saidSo: column.knownWhenSaid === true || column.role === 'price' });
    const reason = request.exclude.includes(column.name) ? trackingMessages.excluded.chosen : unfit;
    if (reason === null) features.push(column.name);
    else excluded.push({ column: column.name, reason });
  }
  if (features.length === 0) throw new EngineError('invalid-input', trackingMessages.refused.noFeatures);
  return { features, excluded, watched };
}

/** Why no model could learn from the column, whatever the analyst wants; null where it could. */
function reasonUnfit(column: Column, rows: number, request: ColumnRequest): string | null {
  const words = trackingMessages.excluded;
  if (column.nulls >= rows) return words.empty;
  if (column.distinct <= 1 && column.nulls === 0) return words.constant;
  if (column.role === 'ignore') return words.ignored;
  if (request.split === 'group' && (column.name === request.groupBy || request.keepTogether.includes(column.name))) return words.group;
  if (column.type === 'id' || column.role === 'id') return words.identifier;
  if (column.name === request.oneRowPer && column.type === 'category') return words.identifier;
  return null;
}

function assertNames(columns: readonly Column[], rows: number, request: ColumnRequest): void {
  const words = trackingMessages.refused;
  const names = new Set(columns.map(({ name }) => name));
  const refuse = (message: string, details: Readonly<Record<string, unknown>>): EngineError => new EngineError('invalid-input', message, details);

  const target = columns.find(({ name }) => name === request.target);
  if (!target) throw refuse(words.noTarget(request.target), { target: request.target });
  if (target.nulls >= rows) throw refuse(words.emptyTarget(target.name), { target: target.name });
  if (target.type !== 'integer' && target.type !== 'decimal') throw refuse(words.textTarget(target.name, target.type), { target: target.name, type: target.type });

  const uses: readonly (readonly [use: string, names: readonly string[]])[] = [
    ['to leave out', request.exclude],
    ['as the group', request.groupBy === undefined ? [] : [request.groupBy]],
    ['to keep together', request.keepTogether],
    ['as the date', request.dateColumn === undefined ? [] : [request.dateColumn]],
    ['for one row each', request.oneRowPer === undefined ? [] : [request.oneRowPer]],
  ];
  for (const [use, named] of uses) {
    const unknown = named.filter((name) => !names.has(name));
    if (unknown.length > 0) throw refuse(words.unknownColumns(use, unknown), { columns: unknown });
    if (named.includes(request.target)) throw refuse(words.targetInUse(request.target, use), { target: request.target });
  }
}
