/** The rows a race trains on: the first of each repeated value, with a target that is there and varies. */
import type { Column } from '@shared/areas/datasets';
import type { MetricName, TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { TargetTransform, TrainingColumn, TrainingTable } from '../training/types';
import { sharedIntegers, takeRows } from './sharedMemory';

export interface TrainingRows {
  readonly table: TrainingTable;
  readonly target: Float64Array;
  readonly repeatedRows: number;
  readonly missingTargetRows: number;
}

/** Throws `invalid-input` where the target is missing everywhere or does not vary. */
export function selectTrainingRows(columns: readonly TrainingColumn[], rows: number, request: Pick<TrainRequest, 'target' | 'oneRowPer'>): TrainingRows {
  const target = columns.find(({ name }) => name === request.target);
  if (target?.kind !== 'number') throw new EngineError('invalid-input', trackingMessages.refused.textTarget(request.target, 'text'), { target: request.target });
  const identity = columns.find(({ name }) => name === request.oneRowPer);
  const isFirst = identity ? firstOfEach(identity) : (): boolean => true;

  const kept: number[] = [];
  let repeatedRows = 0;
  let missingTargetRows = 0;
  for (let row = 0; row < rows; row++) {
    if (!isFirst(row)) repeatedRows++;
    else if (Number.isNaN(target.values[row]!)) missingTargetRows++;
    else kept.push(row);
  }
  const indices = Int32Array.from(kept);
  assertVaries(target.values, indices, request.target);

  const rowNumbers = sharedIntegers(indices.length);
  for (let i = 0; i < indices.length; i++) rowNumbers[i] = indices[i]! + 1;
  const taken = columns.map((column) => takeRows(column, indices));
  const takenTarget = taken.find(({ name }) => name === request.target);
  if (takenTarget?.kind !== 'number') throw new EngineError('internal', 'The target was lost while rows were chosen.');
  return { table: { rows: indices.length, rowNumbers, columns: taken }, target: takenTarget.values, repeatedRows, missingTargetRows };
}

/** A missing value names nothing, so rows without one are all kept. */
function firstOfEach(column: TrainingColumn): (row: number) => boolean {
  const seen = new Set<number>();
  const values = column.kind === 'number' ? column.values : column.codes;
  return (row) => {
    const value = values[row]!;
    if (column.kind === 'number' ? Number.isNaN(value) : value < 0) return true;
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  };
}

function assertVaries(values: Float64Array, rows: Int32Array, name: string): void {
  const first = rows[0];
  if (first === undefined) throw new EngineError('invalid-input', trackingMessages.refused.emptyTarget(name), { target: name });
  if (rows.every((row) => values[row] === values[first])) throw new EngineError('invalid-input', trackingMessages.refused.constantTarget(name, values[first]!), { target: name });
}

export interface TargetChoice {
  readonly metric: MetricName;
  readonly transform: TargetTransform;
}

const metricsOfLogs: ReadonlySet<MetricName> = new Set<MetricName>(['rmsle', 'r2Log']);
const metricsOfSquaredUnits: ReadonlySet<MetricName> = new Set<MetricName>(['rmse', 'r2']);

/** rmsle on log1p where the target is never negative, else rmse in units; a metric that the user chose decides the space. Throws `invalid-input`. */
export function chooseTarget(target: Float64Array, name: string, metric: MetricName | undefined): TargetChoice {
  const hasNegative = target.some((value) => value < 0);
  const chosen = metric ?? (hasNegative ? 'rmse' : 'rmsle');
  if (hasNegative && metricsOfLogs.has(chosen)) throw new EngineError('invalid-input', trackingMessages.refused.negativeTarget(name, chosen), { target: name, metric: chosen });
  return { metric: chosen, transform: hasNegative || metricsOfSquaredUnits.has(chosen) ? 'none' : 'log1p' };
}

/** Different values of the group column; a missing value is a group of its own in each row. */
export function countGroups(column: TrainingColumn): number {
  const values = column.kind === 'number' ? column.values : column.codes;
  const seen = new Set<number>();
  let missing = 0;
  for (const value of values) {
    if (column.kind === 'number' ? Number.isNaN(value) : value < 0) missing++;
    else seen.add(value);
  }
  return seen.size + missing;
}

/** Names of the columns a race reads, each once. */
export function columnsToRead(columns: readonly Column[], features: readonly string[], request: TrainRequest): readonly string[] {
  const wanted = new Set([request.target, ...features, request.groupBy, request.dateColumn, request.oneRowPer]);
  return columns.map(({ name }) => name).filter((name) => wanted.has(name));
}
