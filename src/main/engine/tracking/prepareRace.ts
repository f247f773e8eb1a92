/** Everything a race needs before its first fit: columns, rows, target, folds. Stores nothing. */
import { readFileSync } from 'node:fs';
import type { Snapshot } from '@shared/areas/datasets';
import { modelKinds, type Experiment, type MetricName, type TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { Datasets } from '../datasets';
import { breathe } from '../kernel/breathe';
import type { Files } from '../kernel/files';
import { aimAtMetric, categoriesOf, countInfinityWords, findSteps, fitNeeds, intervalMethodOf, planFolds, resolveParameters, stepsSeen, type FoldPlan, type Split } from '../training';
import type { TargetTransform, TrainingTable } from '../training/types';
import { chooseColumns, type ChosenColumns } from './chooseColumns';
import { parseFoldFile } from './foldFile';
import type { PlanDocument } from './planDocument';
import { toSharedIntegers } from './sharedMemory';
import { settleColumns } from './settleColumns';
import { chooseTarget, selectTrainingRows } from './trainingRows';

/** What a race reads of the datasets area. */
export type SnapshotReader = Pick<Datasets, 'snapshot' | 'readColumns'>;

export interface PreparedRace {
  readonly request: TrainRequest;
  readonly snapshot: Snapshot;
  /** What models are fitted on. */
  readonly table: TrainingTable;
  /** What the leak radar looks at: also columns that the analyst left out. */
  readonly watchedTable: TrainingTable;
  readonly watched: ChosenColumns['watched'];
  readonly target: Float64Array;
  readonly metric: MetricName;
  readonly transform: TargetTransform;
  readonly features: readonly string[];
  readonly excluded: Experiment['excludedColumns'];
  readonly treated: Experiment['treatedColumns'];
  readonly steps: readonly number[] | null;
  readonly plan: FoldPlan;
  readonly planDocument: PlanDocument;
  readonly groups: number | null;
  readonly repeatedRows: number;
  readonly missingTargetRows: number;
}

/** Throws `invalid-input` in plain words where columns, target, split or settings cannot be. */
export async function prepareRace(request: TrainRequest, datasets: SnapshotReader, files: Files, signal: AbortSignal): Promise<PreparedRace> {
  for (const model of modelKinds) resolveParameters(model, request.parameters[model]);
  const snapshot = datasets.snapshot(request.snapshotId);
  await assertFiniteTarget(request.target, snapshot, datasets, signal);
  const { features: chosen, excluded: unfit, watched } = chooseColumns(snapshot.columns, snapshot.rows, request);
  assertMonotone(request, chosen, snapshot);
  const split = splitOf(request, files);
  const categoryColumn = categoryColumnOf(request, chosen);
  const needed = new Set([request.target, ...chosen, request.groupBy, ...request.keepTogether, request.dateColumn, request.oneRowPer]);
  const read = new Set([...needed, ...watched.map(({ name }) => name)]);
  const { columns } = await datasets.readColumns(snapshot.id, snapshot.columns.map(({ name }) => name).filter((name) => read.has(name)), signal);
  await breathe(signal);
  const { table: allColumns, target, repeatedRows, missingTargetRows } = selectTrainingRows(columns, snapshot.rows, request);
  await breathe(signal);
  const { table: watchedTable, features, excluded, treated } = settleColumns(allColumns, chosen, unfit, new Set([request.target, request.groupBy, ...request.keepTogether, request.dateColumn, request.oneRowPer].filter((name) => name !== undefined)));
  await breathe(signal);
  const table = { ...watchedTable, columns: watchedTable.columns.filter(({ name }) => needed.has(name)) };
  const steps = findSteps(target);
  const stepless = steps === null ? request.models.find((model) => fitNeeds(model)?.needsSteps) : undefined;
  if (stepless) throw new EngineError('invalid-input', trackingMessages.refused.needsSteps(stepless), { model: stepless });
  const plan = planFolds({ table, target: request.target, split, folds: request.folds, repeats: request.repeats, seed: request.seed });
  await breathe(signal);
  const folds = plan.folds.map((fold) => ({ ...fold, train: toSharedIntegers(fold.train), test: toSharedIntegers(fold.test) }));
  const aim = chooseTarget(target, request.target, request.metric);
  return {
    request: { ...request, parameters: aimAtMetric(aim.metric, request.parameters) },
    snapshot,
    table,
    watchedTable,
    watched,
    target,
    ...aim,
    features,
    excluded,
    treated,
    steps,
    plan: { ...plan, folds },
    planDocument: {
      rowNumbers: Array.from(table.rowNumbers),
      actual: Array.from(target),
      folds: folds.map(({ repeat, fold, train, test }) => ({ repeat, fold, trainRows: train.length, test: Array.from(test) })),
      ...(categoryColumn !== null && { categories: codeCategories(categoriesOf(table, categoryColumn)) }),
    },
    groups: plan.groups,
    repeatedRows,
    missingTargetRows,
  };
}

function assertMonotone({ monotone }: TrainRequest, features: readonly string[], { columns }: Snapshot): void {
  const ordered = new Set(columns.filter(({ type }) => type !== 'text' && type !== 'category' && type !== 'id').map(({ name }) => name));
  const unknown = Object.keys(monotone).filter((name) => !features.includes(name) || !ordered.has(name));
  if (unknown.length > 0) throw new EngineError('invalid-input', trackingMessages.refused.unknownMonotone(unknown), { columns: unknown });
}

/** A column of numbers with infinities is read as text: that the target is one is said before that it is text. */
async function assertFiniteTarget(target: string, snapshot: Snapshot, datasets: SnapshotReader, signal: AbortSignal): Promise<void> {
  const type = snapshot.columns.find(({ name }) => name === target)?.type;
  if (type !== 'category' && type !== 'text') return;
  const { columns } = await datasets.readColumns(snapshot.id, [target], signal);
  const cells = columns[0] ? countInfinityWords(columns[0]) : 0;
  if (cells > 0) throw new EngineError('invalid-input', trackingMessages.refused.infiniteTarget(target, cells), { target, cells });
}

/** Steps that the training rows of a fold have shown, where the target is stepped. */
export function stepsOfFold({ steps, target, plan }: Pick<PreparedRace, 'steps' | 'target' | 'plan'>, position: number): readonly number[] | null {
  const fold = plan.folds[position];
  return steps && fold ? stepsSeen(target, fold.train) : null;
}

function splitOf(request: TrainRequest, files: Files): Split {
  const { split, groupBy, keepTogether, dateColumn, foldFile } = request;
  if (split === 'kfold') return { kind: 'kfold' };
  if (split === 'group' && groupBy !== undefined) return { kind: 'group', column: groupBy, also: keepTogether };
  if (split === 'time' && dateColumn !== undefined) return { kind: 'time', column: dateColumn };
  if (split === 'file' && foldFile !== undefined) return { kind: 'file', folds: parseFoldFile(readFileSync(files.resolve(foldFile).path, 'utf8')) };
  const words = trackingMessages.refused;
  throw new EngineError('invalid-input', { group: words.groupMissing, time: words.dateMissing, file: words.foldFileMissing }[split]);
}

/** Throws `invalid-input` where ranges by category are asked for without a column that the models see. */
function categoryColumnOf({ intervalMethod, intervalColumn }: TrainRequest, features: readonly string[]): string | null {
  if (!intervalMethodOf[intervalMethod].usesCategories) return null;
  if (intervalColumn === undefined) throw new EngineError('invalid-input', trackingMessages.intervals.columnMissing);
  if (!features.includes(intervalColumn)) throw new EngineError('invalid-input', trackingMessages.intervals.columnNotUsed(intervalColumn), { column: intervalColumn });
  return intervalColumn;
}

function codeCategories(categories: readonly (string | null)[]): NonNullable<PlanDocument['categories']> {
  const levels = [...new Set(categories.filter((category) => category !== null))];
  const codes = new Map(levels.map((level, code) => [level, code]));
  return { levels, codes: categories.map((category) => (category === null ? -1 : (codes.get(category) ?? -1))) };
}
