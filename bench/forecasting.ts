/**
 * Forecasting the weekly sample (the UCI protocol: 6 origins 4 weeks apart, horizon 4, series with 8 selling weeks of 26)
 * beside statsforecast: time per series of the same method, and the errors of the best of each side.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { median } from '@engine/math';
import { forecastGlobally, forecastLocally, historyOf, naiveErrors, scoreSeries, type PanelValues, type SeriesScores } from '@engine/training';
import type { SeriesMethod } from '@shared/areas/tracking';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { openPythonPeer, startPeer, type PeerProcess } from './pythonPeer';

const origins = [29, 33, 37, 41, 45, 49];
const horizon = 4;
const activeOf = 26;
const activeAtLeast = 8;
const repeats = 5;
const cutOffMs = 15 * 60_000;
const peerModels = ['ets', 'theta', 'auto-theta', 'sba', 'ses', 'window-mean'] as const;
const timedModels = ['ets', 'theta'] as const;
const scoreNames = ['wape', 'rmsse', 'smape', 'mase'] as const;
const goals = { wape: 0.58, rmsse: 1.03 } as const;
const context = { report: () => undefined };

interface Weekly extends PanelValues {
  readonly series: number;
}

export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const panel = readWeekly(options.rows);
  const peer = openPythonPeer('statsforecast');
  const child = peer && startPeer(peer, join(process.cwd(), 'bench', 'peers', 'forecasting.py'));
  const named = { peerName: 'statsforecast', peerVersion: peer?.version ?? '' };
  const size = `${panel.series} series, ${panel.periods} weeks`;
  try {
    const results: BenchResult[] = [];
    for (const model of timedModels) {
      const all = Int32Array.from({ length: panel.series }, (_, i) => i);
      const histories = Array.from(all, (series) => historyOf(panel, series, panel.periods));
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let i = 0; i < repeats; i++) {
        const { durationMs } = await forecastLocally({ panel, series: all, origin: panel.periods, horizon, methods: [model], settings: { season: 1, window: 8 } }, context);
        ours.push(durationMs[0]! / panel.series);
        const answer = child && (await askPeer(child, model, histories));
        if (answer) theirs.push(answer.ms / panel.series);
      }
      const other = theirs.length > 0 ? medianOf(theirs) : null;
      results.push({ name: `fit time of ${model}`, size: `${size}, one thread, each series`, ours: medianOf(ours), peer: other, ...named, ratio: other === null ? null : medianOf(ours) / other, unit: 'ms' });
    }
    const ours = await scoreOurs(panel);
    const theirs = child ? await scoreTheirs(panel, child) : new Map<string, SeriesScores>();
    const protocol = `${size}, 6 origins, horizon ${horizon}, best of each side`;
    for (const name of scoreNames) {
      const [mine, value] = bestOf(ours, name);
      const [other, peerValue] = theirs.size > 0 ? bestOf(theirs, name) : ['', null];
      results.push({ name, size: `${protocol}: ${mine}${other === '' ? '' : ` against ${other}`}, bias ${((ours.get(mine)?.bias ?? NaN) * 100).toFixed(0)} %`, ours: value, peer: peerValue, ...named, ratio: peerValue === null ? null : value / peerValue, unit: name === 'smape' ? '%' : '' });
      if (name === 'wape' || name === 'rmsse') results.push({ name: `${name} against the goal`, size: protocol, ours: value, peer: goals[name], peerName: 'goal', peerVersion: 'step 2', ratio: value / goals[name], unit: '' });
    }
    return results;
  } finally {
    child?.close();
  }
}

function bestOf(scores: ReadonlyMap<string, SeriesScores>, name: (typeof scoreNames)[number]): [string, number] {
  const sorted = [...scores].map(([method, each]): [string, number] => [method, each[name] ?? Infinity]).sort((a, b) => a[1] - b[1]);
  return sorted[0] ?? ['', NaN];
}

/** The shipped sample: week_start,sku,description,units,...; the whole grid is filled. */
function readWeekly(most = Infinity): Weekly {
  const rows = readFileSync(join(process.cwd(), 'resources/samples/online-retail-weekly.csv'), 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? []);
  const weeks = [...new Set(rows.map(([week = '']) => week))].sort();
  const skus = [...new Set(rows.map(([, sku = '']) => sku))].slice(0, most);
  const place = new Map(skus.map((sku, i) => [sku, i]));
  const values = new Float64Array(skus.length * weeks.length);
  for (const [week = '', sku = '', , units] of rows) {
    const series = place.get(sku);
    if (series !== undefined) values[series * weeks.length + weeks.indexOf(week)]! += Number(units);
  }
  return { values, periods: weeks.length, starts: new Int32Array(skus.length), series: skus.length };
}

function activeAt({ values, periods, series }: Weekly, origin: number): Int32Array {
  return Int32Array.from({ length: series }, (_, i) => i).filter((i) => values.subarray(i * periods + origin - activeOf, i * periods + origin).filter((value) => value > 0).length >= activeAtLeast);
}

function score(panel: Weekly, predictionsAt: readonly Float64Array[]): SeriesScores {
  const folds = origins.map((origin, k) => {
    const series = activeAt(panel, origin);
    const count = series.length * horizon;
    const actual = Float64Array.from({ length: count }, (_, i) => panel.values[series[Math.floor(i / horizon)]! * panel.periods + origin + (i % horizon)]!);
    return scoreSeries({ actual, predicted: predictionsAt[k]!.map((value) => Math.max(0, value)), lower: null, upper: null, series: Int32Array.from({ length: count }, (_, i) => Math.floor(i / horizon)), scales: Array.from(series, (i) => naiveErrors(historyOf(panel, i, origin), 1)) });
  });
  const mean = (name: keyof SeriesScores): number | null => folds.reduce<number | null>((sum, fold) => (sum === null || fold[name] === null ? null : sum + fold[name] / folds.length), 0);
  return { wape: mean('wape'), bias: mean('bias'), mae: mean('mae'), rmse: mean('rmse'), smape: mean('smape'), mase: mean('mase'), rmsse: mean('rmsse'), coverage: null, width: null };
}

async function scoreOurs(panel: Weekly): Promise<Map<string, SeriesScores>> {
  const methods: SeriesMethod[] = ['naive', 'window-mean', 'window-median', 'ses', 'theta', 'ets', 'sba'];
  const calendar = { place: Int32Array.from({ length: panel.periods + horizon }, (_, t) => (t + 47) % 52), month: new Int32Array(panel.periods + horizon) };
  const found = new Map<string, Float64Array[]>();
  const add = (method: string, predictions: Float64Array): void => void found.set(method, [...(found.get(method) ?? []), predictions]);
  for (const origin of origins) {
    const series = activeAt(panel, origin);
    const local = await forecastLocally({ panel, series, origin, horizon, methods, settings: { season: 1, window: 8 } }, context);
    const of = (method: SeriesMethod): Float64Array => local.predictions.subarray(methods.indexOf(method) * series.length * horizon, (methods.indexOf(method) + 1) * series.length * horizon);
    const trees = await forecastGlobally({ panel, prices: null, calendar, series, origin, steps: [1, 2, 3, 4], season: 1, loss: 'absolute', trees: 100, seed: 1 }, context);
    for (const method of methods) add(method, of(method));
    add('boosted-trees', trees.predictions);
    add('median-ensemble', trees.predictions.map((value, i) => median([value, of('ses')[i]!, of('window-median')[i]!]) ?? NaN));
  }
  return new Map([...found].map(([method, predictions]) => [method, score(panel, predictions)]));
}

async function scoreTheirs(panel: Weekly, child: PeerProcess): Promise<Map<string, SeriesScores>> {
  const scores = new Map<string, SeriesScores>();
  for (const model of peerModels) {
    const predictions: Float64Array[] = [];
    for (const origin of origins) {
      const answer = await askPeer(child, model, Array.from(activeAt(panel, origin), (series) => historyOf(panel, series, origin)));
      if (answer) predictions.push(Float64Array.from(answer.predictions.flat()));
    }
    if (predictions.length === origins.length) scores.set(model, score(panel, predictions));
  }
  return scores;
}

const answerSchema = z.object({ ms: z.number(), predictions: z.array(z.array(z.number())) });

async function askPeer(child: PeerProcess, model: string, histories: readonly Float64Array[]): Promise<z.infer<typeof answerSchema> | null> {
  const line = await child.ask(JSON.stringify({ model, season: 1, horizon, histories: histories.map((history) => Array.from(history)) }), cutOffMs);
  return line === null ? null : answerSchema.parse(JSON.parse(line));
}
