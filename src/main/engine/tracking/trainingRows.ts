/** The rows a race trains on: the first of each repeated value, with a target. */
import type { MetricName, TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { defaultMetric } from '../training';
import type { TargetTransform, TrainingColumn, TrainingTable } from '../training/types';
import { sharedIntegers, takeRows } from './sharedMemory';

export interface TrainingRows {
  readonly table: TrainingTable;
  /** Target of each row of the table. */
  readonly target: Float64Array;
  readonly repeatedRows: number;
  readonly missingTargetRows: number;
}

/** Throws `invalid-input` where the target holds text or infinities. */
export function selectTrainingRows(columns: readonly TrainingColumn[], rows: number, request: Pick<TrainRequest, 'target' | 'oneRowPer'>): TrainingRows {
  const target = numberColumn(columns, request.target);
  const identity = columns.find(({ name }) => name === request.oneRowPer);
  const isFirst = identity ? firstOfEach(identity) : (): boolean => true;

  const places = new Int32Array(rows);
  let kept = 0;
  let repeatedRows = 0;
  let missingTargetRows = 0;
  for (let row = 0; row < rows; row++) {
    if (!isFirst(row)) repeatedRows++;
    else if (Number.isNaN(target[row]!)) missingTargetRows++;
    else places[kept++] = row;
  }
  const indices = places.subarray(0, kept);
  const infinite = indices.reduce((cells, row) => cells + (Number.isFinite(target[row]!) ? 0 : 1), 0);
  if (infinite > 0) throw new EngineError('invalid-input', trackingMessages.refused.infiniteTarget(request.target, infinite), { target: request.target, cells: infinite });
  const rowNumbers = sharedIntegers(indices.length);
  for (let i = 0; i < kept; i++) rowNumbers[i] = indices[i]! + 1;
  // Columns come over shared memory: where every row stays, they are taken as they are.
  const taken = kept === rows ? columns : columns.map((column) => takeRows(column, indices));
  return { table: { rows: indices.length, rowNumbers, columns: taken }, target: numberColumn(taken, request.target), repeatedRows, missingTargetRows };
}

function numberColumn(columns: readonly TrainingColumn[], name: string): Float64Array {
  const column = columns.find((each) => each.name === name);
  if (column?.kind !== 'number') throw new EngineError('invalid-input', trackingMessages.refused.textTarget(name, 'text'), { target: name });
  return column.values;
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

export interface TargetChoice {
  readonly metric: MetricName;
  readonly transform: TargetTransform;
}

/** Errors of larger targets have no square. */
const largestTarget = 1e150;

const metricsOfLogs: ReadonlySet<MetricName> = new Set<MetricName>(['rmsle', 'r2Log']);
const metricsOfSquaredUnits: ReadonlySet<MetricName> = new Set<MetricName>(['rmse', 'r2']);

/** rmsle on log1p where the target is never negative, else rmse in units; a metric of squared units is met best in units. Throws `invalid-input`. */
export function chooseTarget(target: Float64Array, name: string, wanted: MetricName | undefined): TargetChoice {
  const hasNegative = target.some((value) => value < 0);
  const metric = wanted ?? defaultMetric(target);
  if (hasNegative && metricsOfLogs.has(metric)) throw new EngineError('invalid-input', trackingMessages.refused.negativeTarget(name, metric), { target: name, metric });
  const transform = hasNegative || metricsOfSquaredUnits.has(metric) ? 'none' : 'log1p';
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (transform === 'none' && largest > largestTarget) throw new EngineError('invalid-input', trackingMessages.refused.hugeTarget(name, largest), { target: name, largest });
  return { metric, transform };
}
