/** How the champion's predictions meet actual values, on the reference and on the current rows, with Evidently's default tests. */
import type { Performance } from '@shared/areas/monitoring';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import { gatherTable, findColumn, scoreFold, type TrainingTable } from '../../training';
import { predictTable, type ChampionView, type ModelParts } from '../model/championView';
import { errorBias, type BiasColumn } from './errorBias';
import { measureRegression, type RegressionQuality } from './regressionQuality';

type Side = NonNullable<Performance['current']>;

export interface ScoredSide {
  readonly snapshotId: string;
  readonly table: TrainingTable;
  readonly predicted: Float64Array;
}

export async function measurePerformance(parts: ModelParts, champion: ChampionView, reference: ScoredSide | null, current: ScoredSide, signal: AbortSignal): Promise<Performance> {
  const target = champion.run.target;
  const now = await scoreSide(parts, champion, current, signal);
  const before = reference === null ? null : await scoreReference(parts, champion, reference, signal);
  if (now === null) return { reference: before, current: null, bias: [], tests: [], reason: words.performance.noActuals(target) };
  return { reference: before, current: now, bias: findBias(champion, current), tests: runTests(now.quality, before?.quality ?? null), reason: null };
}

/** Rows with an actual value; null where there is none. */
function knownRows({ table, predicted }: ScoredSide, target: string): { readonly rows: Int32Array; readonly actual: Float64Array; readonly predicted: Float64Array } | null {
  const column = findColumn(table, target);
  if (column?.kind !== 'number') return null;
  const rows = Int32Array.from(column.values.keys()).filter((row) => Number.isFinite(column.values[row]!) && Number.isFinite(predicted[row]!));
  if (rows.length === 0) return null;
  return { rows, actual: Float64Array.from(rows, (row) => column.values[row]!), predicted: Float64Array.from(rows, (row) => predicted[row]!) };
}

async function scoreSide(parts: ModelParts, champion: ChampionView, side: ScoredSide, signal: AbortSignal): Promise<Side | null> {
  const known = knownRows(side, champion.run.target);
  if (!known) return null;
  const { metric } = champion.run;
  const there = new Set(side.table.columns.map(({ name }) => name));
  const base = champion.baseline && champion.baseline.saved.features.every((name) => there.has(name)) ? await predictTable(parts, champion.baseline.saved, gatherTable(side.table, champion.baseline.saved.features, known.rows.length, () => known.rows), signal) : null;
  return { quality: measureRegression(known.actual, known.predicted), metric: { name: metric, value: scoreOf(metric, known.actual, known.predicted), baseline: base && scoreOf(metric, known.actual, base) }, heldOut: false };
}

/** Rows the model was trained on are judged by what it said of them while they were held out. */
async function scoreReference(parts: ModelParts, champion: ChampionView, side: ScoredSide, signal: AbortSignal): Promise<Side | null> {
  if (side.snapshotId !== champion.run.snapshotId) return scoreSide(parts, champion, side, signal);
  const own = heldOut(parts, champion.run.id);
  if (own === null) return null;
  const { metric } = champion.run;
  const base = champion.baseline && heldOut(parts, champion.baseline.runId);
  return { quality: measureRegression(own.actual, own.predicted), metric: { name: metric, value: scoreOf(metric, own.actual, own.predicted), baseline: base && scoreOf(metric, base.actual, base.predicted) }, heldOut: true };
}

function heldOut({ tracking }: ModelParts, runId: string): { readonly actual: Float64Array; readonly predicted: Float64Array } | null {
  const { folds } = tracking.rowsOfRun(runId);
  const actual = Float64Array.from(folds.flatMap((fold) => [...fold.actual]));
  return actual.length === 0 ? null : { actual, predicted: Float64Array.from(folds.flatMap((fold) => [...fold.predicted])) };
}

function scoreOf(metric: ChampionView['run']['metric'], actual: Float64Array, predicted: Float64Array): number | null {
  return metric === 'mase' || metric === 'rmsse' ? null : scoreFold({ actual, predicted, steps: null, interval: null })[metric];
}

function findBias(champion: ChampionView, side: ScoredSide): Performance['bias'] {
  const known = knownRows(side, champion.run.target);
  if (!known) return [];
  const columns = side.table.columns
    .filter(({ name, type }) => champion.used.has(name) && type !== 'text' && type !== 'id' && type !== 'date' && type !== 'datetime')
    .map((column): BiasColumn =>
      column.kind === 'number'
        ? { name: column.name, type: 'num', values: Float64Array.from(known.rows, (row) => column.values[row]!) }
        : { name: column.name, type: 'cat', values: Array.from(known.rows, (row) => (column.codes[row]! < 0 ? null : (column.levels[column.codes[row]!] ?? null))) },
    );
  return [...errorBias(known.actual, known.predicted, columns).columns].sort((a, b) => Number(a.type === 'cat') - Number(b.type === 'cat') || b.range - a.range);
}

const relativeTolerance = 0.1;

/** With a reference every measure must lie within 10 % of it, without one it must beat a constant. */
function runTests(now: RegressionQuality, before: RegressionQuality | null): Performance['tests'] {
  const limit = now.errorSd === null ? null : relativeTolerance * now.errorSd;
  const against = (name: string, value: number | null, reference: number | null, dummy: number | null, higherIsBetter = false): Performance['tests'][number] => {
    if (reference === null) return { name, rule: dummy === null ? '' : words.tests.betterThanDummy(dummy), value, success: value === null || dummy === null ? null : value < dummy, better: false };
    const success = value === null ? null : Math.abs(value - reference) <= Math.abs(reference) * relativeTolerance;
    return { name, rule: words.tests.withinReference(reference), value, success, better: success === false && value !== null && (higherIsBetter ? value > reference : value < reference) };
  };
  return [
    { name: words.tests.meanError, rule: limit === null ? '' : words.tests.meanErrorRule(limit), value: now.meanError, success: limit === null || now.meanError === null ? null : Math.abs(now.meanError) <= limit, better: false },
    against('MAE', now.mae, before?.mae ?? null, now.dummy.mae),
    against('RMSE', now.rmse, before?.rmse ?? null, now.dummy.rmse),
    against('MAPE', now.mape, before?.mape ?? null, now.dummy.mape),
    before?.r2 === null || before?.r2 === undefined ? { name: 'R²', rule: words.tests.positive, value: now.r2, success: now.r2 === null ? null : now.r2 > 0, better: false } : against('R²', now.r2, before.r2, null, true),
  ];
}
