/** A version of the data against what a model learned from: what is missing, of another type, unread, unknown or out of range, counted before anything is scored. */
import type { BatchCheck, BatchFinding } from '@shared/areas/forecasting';
import type { Snapshot } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { isInfinityWord, type TrainedRange, type TrainingColumn, type TrainingTable } from '../training';
import { featureColumns, type AnsweringModel } from './answerRows';
import type { SnapshotReader } from './loadedModel';
import { readNumber, textsOf, type ModelColumn } from './typedRows';

export interface CheckedBatch {
  readonly check: Omit<BatchCheck, 'runId' | 'snapshotId'>;
  /** The version's rows as the model reads them; a column it lacks is all missing. */
  readonly table: TrainingTable;
}

const mostExamples = 3;

/** Throws `invalid-input` only where nothing can be scored: no rows, or none of the model's columns. */
export function requireScorable({ check }: CheckedBatch): void {
  if (check.blocked !== null) throw new EngineError('invalid-input', check.blocked, { columns: check.findings.map(({ column }) => column) });
}

export async function checkBatch(datasets: SnapshotReader, model: AnsweringModel, snapshot: Snapshot, signal: AbortSignal): Promise<CheckedBatch> {
  const there = new Set(snapshot.columns.map(({ name }) => name));
  const read = await datasets.readColumns(snapshot.id, model.columns.map(({ name }) => name).filter((name) => there.has(name)), signal);
  const given = new Map(read.columns.map((column) => [column.name, column]));
  const features = new Set(featureColumns(model).map(({ name }) => name));
  const findings: BatchFinding[] = [];
  const columns = model.columns.map((wanted): TrainingColumn => {
    const fitted = fitColumn(wanted, given.get(wanted.name), snapshot.rows);
    if (features.has(wanted.name)) findings.push(...fitted.findings, ...(fitted.found ? compare(fitted.column, model.ranges.get(wanted.name)) : []));
    return fitted.column;
  });
  const missing = featureColumns(model).filter(({ name }) => !there.has(name)).map(({ name }) => name);
  const blocked = snapshot.rows === 0 ? forecastingMessages.emptySnapshot : features.size > 0 && missing.length === features.size ? forecastingMessages.missingColumns(missing) : null;
  return {
    check: { rows: snapshot.rows, columns: features.size, findings, blocked },
    table: { rows: snapshot.rows, rowNumbers: Int32Array.from({ length: snapshot.rows }, (_, row) => row + 1), columns },
  };
}

/** The column in the kind the model learned; cells that cannot be read so count as missing. */
function fitColumn(wanted: ModelColumn, given: TrainingColumn | undefined, rows: number): { column: TrainingColumn; findings: BatchFinding[]; found: boolean } {
  const { name, type } = wanted;
  if (!given) {
    const column: TrainingColumn = wanted.kind === 'number' ? { kind: 'number', name, type, values: new Float64Array(rows).fill(NaN) } : { kind: 'text', name, type, codes: new Int32Array(rows).fill(-1), levels: [] };
    return { column, found: false, findings: [{ column: name, kind: 'missing-column', count: rows, examples: [] }] };
  }
  if (given.kind === wanted.kind) return { column: { ...given, type }, found: true, findings: [] };
  const other: BatchFinding = { column: name, kind: 'other-type', count: rows, examples: [given.type, type] };
  if (given.kind === 'number') return { column: { kind: 'text', name, type, ...textsOf(Array.from(given.values, (value) => (Number.isNaN(value) ? null : value))) }, found: true, findings: [other] };
  const known = given.levels.map((level) => readNumber(level, type));
  const isUnread = given.levels.map((level, code) => known[code] === undefined || isInfinityWord(level));
  const unread = countWhere(given.codes, (code) => code >= 0 && isUnread[code] === true);
  const examples = given.levels.filter((_, code) => isUnread[code]).slice(0, mostExamples);
  // Infinities alone made such numbers be read as text, in training as here.
  const isOther = given.levels.every((level) => !isInfinityWord(level)) || known.includes(undefined);
  const values = Float64Array.from(given.codes, (code) => (code < 0 ? NaN : (known[code] ?? NaN)));
  return { column: { kind: 'number', name, type, values }, found: true, findings: [...(isOther ? [other] : []), ...(unread > 0 ? [{ column: name, kind: 'unreadable' as const, count: unread, examples }] : [])] };
}

/** What training never saw, by the same rule that marks single rows. */
function compare(column: TrainingColumn, range: TrainedRange | undefined): BatchFinding[] {
  if (column.kind === 'number' && range?.kind === 'number') {
    const beyond = (value: number): boolean => value < range.min || value > range.max;
    const examples = [...new Set(column.values.filter(beyond))].slice(0, mostExamples).map(String);
    return [...found(column.name, 'out-of-range', countWhere(column.values, beyond), examples), ...missingCells(column.name, countWhere(column.values, Number.isNaN), range)];
  }
  if (column.kind !== 'text' || range?.kind !== 'text') return [];
  const unknown = column.levels.map((level) => !range.counts.has(level));
  const count = column.type === 'text' ? 0 : countWhere(column.codes, (code) => code >= 0 && unknown[code] === true);
  return [...found(column.name, 'unknown-category', count, column.levels.filter((_, code) => unknown[code]).slice(0, mostExamples)), ...missingCells(column.name, countWhere(column.codes, (code) => code < 0), range)];
}

function missingCells(column: string, count: number, range: TrainedRange): BatchFinding[] {
  return range.sawMissing ? [] : found(column, 'missing-values', count, []);
}

function found(column: string, kind: BatchFinding['kind'], count: number, examples: string[]): BatchFinding[] {
  return count === 0 ? [] : [{ column, kind, count, examples }];
}

function countWhere(values: Float64Array | Int32Array, isMeant: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (isMeant(value)) count++;
  return count;
}
