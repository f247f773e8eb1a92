/** Fits one model on one fold: preprocessing and algorithm on the training rows, answers for the held-out rows. Runs in a compute worker. */
import { EngineError } from '@shared/contract/errors';
import type { TaskContext } from '../kernel/ports';
import { measureImportance } from './importance';
import { companionOf } from './intervals/companions/companions';
import type { SavedCompanion } from './intervals/savedInterval';
import type { FitInput, Learner } from './models/algorithm';
import { findLearner } from './models/models';
import { fillParameters } from './models/parameters';
import { predictUnits } from './savedModel';
import { findColumn, mapTexts, numbersOf } from './table';
import { toModelSpace } from './targetSpace';
import type { FitOutcome, FitTask, SavedModel, TargetTransform } from './types';

/** Raised, as a model's own version is, where something that all fits share gives other results: features, importance, the model's space. */
export const sharedFitVersion = 3;

export async function fitTask(task: FitTask, context: TaskContext): Promise<FitOutcome> {
  const started = performance.now();
  const algorithm = findLearner(task.model);
  const target = targetOf(task, task.train);
  const watch = task.test.length === 0 ? null : { rows: task.test, target: targetOf(task, task.test) };
  const features = task.features.filter((name) => name !== task.target);
  const asked = task.model === 'group-median' && task.groupBy !== null ? [...new Set([...features, task.groupBy])] : features;
  const input: FitInput = {
    table: task.table,
    rows: task.train,
    target,
    transform: task.transform,
    features,
    groupBy: task.groupBy,
    groups: groupCodes(task),
    steps: task.steps,
    monotone: task.monotone,
    parameters: fillParameters(algorithm, task.parameters),
    seed: task.seed,
    watch,
    helpers: context.helpers ?? null,
    report: (fraction) => context.report({ fraction, title: task.model }),
  };
  const fitted = await algorithm.fit(input);
  const companion = task.companion ? await fitCompanion(task.companion, algorithm, input) : null;
  const model: SavedModel = { format: 'almanac-model', formatVersion: 1, kind: task.model, target: task.target, transform: task.transform, features: asked, body: fitted.body, ...(companion && { companion }) };
  const answering = algorithm.restore(fitted.body);
  const predictions = predictUnits(answering, task.transform, task.table, task.test);
  const importance = task.measureImportance && watch ? measureImportance(answering, task.table, features, watch, task.seed) : [];
  return {
    predictions,
    ...(companion && task.companion && { companions: companionOf[companion.name].restore(companion.body)(task.table, task.test, task.companion.level) }),
    curve: fitted.curve,
    importance,
    model: task.keepModel ? model : null,
    backend: fitted.backend,
    durationMs: performance.now() - started,
  };
}

async function fitCompanion({ name, level }: NonNullable<FitTask['companion']>, algorithm: Learner, input: FitInput): Promise<SavedCompanion> {
  return { name, body: await companionOf[name].fit({ input, algorithm, level }) };
}

function targetOf({ table, target, transform }: FitTask, rows: Int32Array): Float64Array {
  const values = numbersOf(findColumn(table, target), rows).map((value) => spaceOf(value, transform));
  if (values.some((value) => !Number.isFinite(value))) {
    throw new EngineError('invalid-input', `The target ${target} is missing or cannot be modelled in some of the rows. Leave those rows out.`, { target, transform });
  }
  return values;
}

function spaceOf(value: number, transform: TargetTransform): number {
  return transform === 'log1p' && value < 0 ? NaN : toModelSpace(value, transform);
}

/** Rows without a group each get a code of their own. */
function groupCodes({ table, groupBy, train }: FitTask): Int32Array | null {
  const column = groupBy === null ? undefined : findColumn(table, groupBy);
  if (!column) return null;
  const codes = new Int32Array(train.length);
  const known = new Map<string, number>();
  mapTexts(column, train, (text) => text, (i, group) => {
    if (group === null) {
      codes[i] = -1 - i;
      return;
    }
    let code = known.get(group);
    if (code === undefined) known.set(group, (code = known.size));
    codes[i] = code;
  });
  return codes;
}
