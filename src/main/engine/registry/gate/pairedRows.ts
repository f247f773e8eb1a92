/** Brings two runs onto the same held-out rows: each answers for rows it has not learned from. */
import { EngineError } from '@shared/contract/errors';
import { gateMessages as words } from '@shared/messages/gates';
import type { ColumnValues } from '../../datasets';
import type { RunRows, StoredRun } from '../../tracking';
import { gatherTable, type TrainingTable } from '../../training';
import type { RegistryParts } from '../index';
import { learnedRow, newRow } from './pairRows';

export interface PairedRows {
  /** Row numbers in the candidate's snapshot. */
  readonly rowNumbers: Int32Array;
  readonly actual: Float64Array;
  readonly candidate: Float64Array;
  readonly against: Float64Array;
  readonly rowsAnswered: number;
  readonly rowsLeftOut: number;
}

type Parts = Pick<RegistryParts, 'datasets' | 'tracking' | 'ports'>;

/** Held-out answers of the first repeat, one per row of the plan; NaN where the row was never held out. */
export function firstHeldOut({ rowNumbers, folds }: RunRows): Float64Array {
  const answers = new Float64Array(rowNumbers.length).fill(NaN);
  const first = folds[0]?.repeat;
  for (const fold of folds) if (fold.repeat === first) fold.rows.forEach((row, i) => (answers[row] = fold.predicted[i]!));
  return answers;
}

/** Throws `conflict` with the reason where the two cannot be brought together. */
export async function pairRuns(parts: Parts, run: StoredRun, against: StoredRun, signal: AbortSignal): Promise<PairedRows> {
  const [own, other] = [parts.tracking.rowsOfRun(run.id), parts.tracking.rowsOfRun(against.id)];
  const [ownAnswers, otherAnswers] = [firstHeldOut(own), firstHeldOut(other)];
  const heldOut = Array.from(ownAnswers.keys()).filter((row) => !Number.isNaN(ownAnswers[row]!));
  const known = new Map(run.snapshotId === against.snapshotId ? other.rowNumbers.map((number, row) => [number, row]) : []);
  const isSame = heldOut.every((row) => known.has(own.rowNumbers[row] ?? 0));
  const sources = isSame
    ? Int32Array.from(heldOut, (row) => answeredRow(known.get(own.rowNumbers[row] ?? 0) ?? -1, otherAnswers))
    : await pairByContent(parts, { run, rows: own, heldOut }, { run: against, rows: other, answers: otherAnswers }, signal);

  const answered = Array.from(sources.keys()).filter((i) => sources[i] === newRow);
  const fresh = answered.length === 0 ? new Float64Array(0) : await answerNew(parts, run, against, answered.map((i) => own.rowNumbers[heldOut[i]!]!), signal);
  const freshOf = new Map(answered.map((i, place) => [i, fresh[place]!]));
  const kept = Array.from(sources.keys()).filter((i) => sources[i] !== learnedRow);
  return {
    rowNumbers: Int32Array.from(kept, (i) => own.rowNumbers[heldOut[i]!]!),
    actual: Float64Array.from(kept, (i) => own.actual[heldOut[i]!]!),
    candidate: Float64Array.from(kept, (i) => ownAnswers[heldOut[i]!]!),
    against: Float64Array.from(kept, (i) => freshOf.get(i) ?? otherAnswers[sources[i]!]!),
    rowsAnswered: answered.length,
    rowsLeftOut: heldOut.length - kept.length,
  };
}

function answeredRow(row: number, answers: Float64Array): number {
  return Number.isNaN(answers[row]) ? learnedRow : row;
}

interface CandidateSide {
  readonly run: StoredRun;
  readonly rows: RunRows;
  readonly heldOut: readonly number[];
}

interface AgainstSide {
  readonly run: StoredRun;
  readonly rows: RunRows;
  readonly answers: Float64Array;
}

async function pairByContent({ datasets, tracking, ports }: Parts, candidate: CandidateSide, against: AgainstSide, signal: AbortSignal): Promise<Int32Array> {
  const features = tracking.readModel(against.run.id).features;
  const ownNumbers = Int32Array.from(candidate.heldOut, (row) => candidate.rows.rowNumbers[row]!);
  const otherNumbers = Int32Array.from(against.rows.rowNumbers);
  const otherTable = takeRows(await datasets.readColumns(against.run.snapshotId, features, signal), features, otherNumbers);
  const ownTable = await readFor(datasets, candidate.run, otherTable, features, ownNumbers, signal);
  return ports.compute.run(
    'registry.pairRows',
    {
      candidate: { rowNumbers: ownNumbers, actual: Float64Array.from(candidate.heldOut, (row) => candidate.rows.actual[row]!), table: ownTable },
      against: { rowNumbers: otherNumbers, actual: Float64Array.from(against.rows.actual), table: otherTable, answered: Uint8Array.from(against.answers, (answer) => (Number.isNaN(answer) ? 0 : 1)) },
      sameSnapshot: candidate.run.snapshotId === against.run.snapshotId,
    },
    { signal },
  );
}

/** The champion's columns in the candidate's snapshot. Throws `conflict` where one is missing or holds another kind. */
async function readFor(datasets: Parts['datasets'], run: StoredRun, like: TrainingTable, features: readonly string[], rowNumbers: Int32Array, signal: AbortSignal): Promise<TrainingTable> {
  const there = new Set(datasets.snapshot(run.snapshotId).columns.map(({ name }) => name));
  const missing = features.filter((name) => !there.has(name));
  if (missing.length > 0) throw new EngineError('conflict', words.missingColumns(missing), { columns: missing });
  const table = takeRows(await datasets.readColumns(run.snapshotId, features, signal), features, rowNumbers);
  const other = table.columns.filter((column) => like.columns.find(({ name }) => name === column.name)?.kind !== column.kind).map(({ name }) => name);
  if (other.length > 0) throw new EngineError('conflict', words.otherKind(other), { columns: other });
  return table;
}

async function answerNew({ datasets, tracking, ports }: Parts, run: StoredRun, against: StoredRun, rowNumbers: readonly number[], signal: AbortSignal): Promise<Float64Array> {
  const model = tracking.readModel(against.id);
  const table = takeRows(await datasets.readColumns(run.snapshotId, model.features, signal), model.features, Int32Array.from(rowNumbers));
  return ports.compute.run('training.predict', { model, table }, { signal });
}

export function takeRows(values: ColumnValues, names: readonly string[], rowNumbers: Int32Array): TrainingTable {
  const rows = rowNumbers.map((number) => number - 1);
  const whole: TrainingTable = { ...values, rowNumbers: new Int32Array(0) };
  return { ...gatherTable(whole, names, rows.length, () => rows), rowNumbers };
}
