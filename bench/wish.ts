/**
 * How well sales are predicted on the Wish file by protocol C (one row per product, folds grouped by merchant, 5 folds x 3
 * repeats), before sales and with all columns: ours through the command line, scikit-learn, XGBoost and LightGBM on the very
 * same fold file. Every score is recomputed here from the held-out predictions of both sides, by one function.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { aimAtMetric, planFolds, scoreFold, stepsSeen, summariseFolds, type TrainingTable } from '@engine/training';
import type { Metrics } from '@shared/areas/tracking';
import { afterSale, bannerColumns, readWish, wishAbsent, wishIsHere, wishPath } from '../tests/unit/engine/training/wishTable';
import type { BenchOptions, BenchResult } from './benchmark';
import { openPythonPeer, startPeer } from './pythonPeer';

const folds = 5;
const repeats = 3;
const sets = ['none', 'full'] as const;
type ColumnSet = (typeof sets)[number];
const setNames: Readonly<Record<ColumnSet, string>> = { none: 'without ratings', full: 'all columns' };
const peers = ['scikit-learn', 'xgboost', 'lightgbm'] as const;
const standardModels = ['median', 'ridge', 'random-forest', 'gradient-boosting', 'ordinal-boosting', 'average'];
/** Decided by these, a race gives models that can the settings that serve them. */
const aims: readonly MetricName[] = ['mae', 'stepAccuracy'];
const peerCutOffMs = 15 * 60_000;

const metrics = ['rmsle', 'r2Log', 'mae', 'wape', 'spearman', 'stepAccuracy', 'withinOneStep'] as const;
type MetricName = (typeof metrics)[number];
const higher: ReadonlySet<MetricName> = new Set<MetricName>(['r2Log', 'spearman', 'stepAccuracy', 'withinOneStep']);

/** Each goal is met by one run; those of one entry by the same run. */
const goals: readonly { readonly set: ColumnSet; readonly all: readonly (readonly [MetricName, number])[] }[] = [
  { set: 'none', all: [['rmsle', 1.77], ['spearman', 0.57]] },
  { set: 'none', all: [['withinOneStep', 0.775]] },
  { set: 'full', all: [['rmsle', 0.685]] },
  { set: 'full', all: [['mae', 1600]] },
  { set: 'full', all: [['stepAccuracy', 0.73]] },
];

interface Scored {
  readonly side: 'ours' | (typeof peers)[number];
  readonly version: string;
  readonly run: string;
  readonly metrics: Metrics;
}

export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  if (!wishIsHere) {
    process.stderr.write(`${wishAbsent}\n`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'almanac-wish-'));
  try {
    const foldFile = join(folder, 'folds.csv');
    const table = readWish();
    writeFileSync(foldFile, foldLines(table));
    await cli(['import', wishPath, '--name', 'wish', '--project', join(folder, 'project')]);
    const results: BenchResult[] = [];
    for (const set of sets) {
      const scored = [...(await trainOurs(set, folder, foldFile, options.models ?? standardModels)), ...(await trainPeers(set, folder, foldFile))];
      process.stderr.write(`${tableOf(set, scored)}\n`);
      results.push(...besideGoals(set, scored), ...besidePeers(set, scored));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Merchants dealt to folds once, for everybody; rows count from 1 in the file. */
function foldLines(table: TrainingTable): string {
  const plan = planFolds({ table, target: 'units_sold', split: { kind: 'group', column: 'merchant_id' }, folds, repeats, seed: 1 });
  const lines = plan.folds.flatMap(({ repeat, fold, test }) => Array.from(test, (row) => `${table.rowNumbers[row]},${repeat},${fold}`));
  return ['row,repeat,fold', ...lines].join('\n');
}

async function trainOurs(set: ColumnSet, folder: string, foldFile: string, models: readonly string[]): Promise<Scored[]> {
  const races = [
    { models, metric: 'rmsle', name: (model: string) => model },
    ...aims.map((metric) => ({ models: models.filter((model) => Object.hasOwn(aimAtMetric(metric, {}), model)), metric, name: (model: string) => `${model}, metric ${metric}` })),
  ].filter(({ models: raced }) => raced.length > 0);
  const scored: Scored[] = [];
  for (const { models: raced, metric, name } of races) {
    const out = join(folder, `${set}-${metric}.csv`);
    const leftOut = [...bannerColumns, ...(set === 'none' ? afterSale : [])].flatMap((column) => ['--exclude', column]);
    await cli(['train', 'wish', '--target', 'units_sold', '--one-row-per', 'product_id', '--group-by', 'merchant_id', '--fold-file', foldFile, '--models', raced.join(','), '--metric', metric, ...leftOut, '--oof', out, '--project', join(folder, 'project')]);
    scored.push(...scoreFile(out).map(([model, own]): Scored => ({ side: 'ours', version: '', run: name(model), metrics: own })));
  }
  return scored;
}

async function trainPeers(set: ColumnSet, folder: string, foldFile: string): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const name of peers) {
    const peer = openPythonPeer(name === 'xgboost' ? 'xgboost-cpu' : name, name);
    if (!peer) continue;
    const child = startPeer(peer, join(process.cwd(), 'bench', 'peers', 'wish.py'), [name]);
    try {
      const out = join(folder, `${set}-${name}.csv`);
      const answer = await child.ask(JSON.stringify({ csv: wishPath, folds: foldFile, out, ratings: set === 'full' }), peerCutOffMs);
      if (answer === null) process.stderr.write(`${name} did not answer; the comparison goes on without it.\n`);
      else scored.push(...scoreFile(out).map(([model, own]): Scored => ({ side: name, version: peer.version, run: model, metrics: own })));
    } finally {
      child.close();
    }
  }
  return scored;
}

const heldOutSchema = z.array(z.object({ repeat: z.coerce.number(), fold: z.coerce.number(), model: z.string(), actual: z.coerce.number(), predicted: z.coerce.number() }));

/** The one function both sides are scored by: formulas of docs/metrics.md, means over the folds, steps of the other folds. */
function scoreFile(path: string): [model: string, metrics: Metrics][] {
  const rows = heldOutSchema.parse(Papa.parse(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data);
  return [...Map.groupBy(rows, ({ model }) => model)].map(([model, own]) => {
    const places = Map.groupBy(own, ({ repeat, fold }) => `${repeat}/${fold}`);
    const scores = [...places.values()].map((held) => {
      const rest = own.filter(({ repeat, fold }) => repeat === held[0]!.repeat && fold !== held[0]!.fold);
      const seen = Float64Array.from(rest, ({ actual }) => actual);
      return scoreFold({
        actual: Float64Array.from(held, ({ actual }) => actual),
        predicted: Float64Array.from(held, ({ predicted }) => predicted),
        steps: stepsSeen(seen, Int32Array.from(seen, (_, row) => row)),
        interval: null,
      });
    });
    return [model, summariseFolds(scores)];
  });
}

const valueOf = ({ metrics: own }: Scored, metric: MetricName): number => own[metric]?.mean ?? NaN;
const isBetter = (metric: MetricName, a: number, b: number): boolean => (higher.has(metric) ? a > b : a < b);
const meets = (scored: Scored, [metric, goal]: readonly [MetricName, number]): boolean => valueOf(scored, metric) === goal || isBetter(metric, valueOf(scored, metric), goal);
/** A figure that a run does not have, as the rank correlation of one answer for all, is no number. */
const bestBy = (runs: readonly Scored[], metric: MetricName): Scored | undefined => runs.filter((own) => !Number.isNaN(valueOf(own, metric))).reduce<Scored | undefined>((best, own) => (best === undefined || isBetter(metric, valueOf(own, metric), valueOf(best, metric)) ? own : best), undefined);
/** Below 1 where ours is better, whichever way the figure counts. */
const ratioOf = (metric: MetricName, ours: number, other: number): number => (higher.has(metric) ? other / ours : ours / other);

/** The run that meets all figures of a goal, else the best by its first figure. */
function besideGoals(set: ColumnSet, scored: readonly Scored[]): BenchResult[] {
  const ours = scored.filter(({ side }) => side === 'ours');
  return goals.filter((goal) => goal.set === set).flatMap(({ all }) => {
    const [lead] = all;
    const best = lead && (bestBy(ours.filter((own) => all.every((figure) => meets(own, figure))), lead[0]) ?? bestBy(ours, lead[0]));
    if (!best) return [];
    return all.map(([metric, goal]): BenchResult => {
      const value = valueOf(best, metric);
      return { name: `${metric}, ${setNames[set]}, ${meets(best, [metric, goal]) ? 'meets' : 'misses'} the goal ${higher.has(metric) ? '>=' : '<='}`, size: `run ${best.run}`, ours: value, peer: goal, peerName: 'goal', peerVersion: '', ratio: ratioOf(metric, value, goal), unit: '' };
    });
  });
}

/** The best of each side by each figure. */
function besidePeers(set: ColumnSet, scored: readonly Scored[]): BenchResult[] {
  return peers.flatMap((name) =>
    metrics.flatMap((metric): BenchResult[] => {
      const ours = bestBy(scored.filter(({ side }) => side === 'ours'), metric);
      const other = bestBy(scored.filter(({ side }) => side === name), metric);
      if (!ours || !other) return [];
      const [value, peer] = [valueOf(ours, metric), valueOf(other, metric)];
      return [{ name: `${metric}, ${setNames[set]}`, size: `run ${ours.run} against ${other.run}`, ours: value, peer, peerName: name, peerVersion: other.version, ratio: ratioOf(metric, value, peer), unit: '' }];
    }),
  );
}

function tableOf(set: ColumnSet, scored: readonly Scored[]): string {
  const digits = (metric: MetricName, value: number): string => value.toFixed(metric === 'mae' ? 0 : 4);
  const lines = scored.map((own) => [`${own.side} ${own.run}`.padEnd(48), ...metrics.map((metric) => digits(metric, valueOf(own, metric)).padStart(14))].join(''));
  return [`Wish, ${setNames[set]}, protocol C, mean over ${folds * repeats} folds`, [''.padEnd(48), ...metrics.map((metric) => metric.padStart(14))].join(''), ...lines].join('\n');
}

function cli(args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), ...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${args[0]} ended with ${code}`))));
  });
}
