/** All methods on all series from one origin: chunks of series and steps of the trees go across the compute pool, then the ensemble takes the median. */
import type { SeriesMethod } from '@shared/areas/tracking';
import type { Compute } from '../kernel/ports';
import { median } from '../math';
import { obstacles, type Obstacle } from '../training';
import { fewestMembers } from './methodSettings';
import type { Panel } from './panel';

export interface OriginTask {
  readonly panel: Panel;
  readonly series: Int32Array;
  readonly at: number;
  readonly horizon: number;
  readonly methods: readonly SeriesMethod[];
  /** Whom the ensemble asks; those among `methods`. */
  readonly members: readonly SeriesMethod[];
  readonly window: number;
  readonly loss: 'absolute' | 'squared';
  readonly trees: number;
  readonly seed: number;
}

export interface MethodAnswers {
  /** Series by series, step by step; never negative where the data is not, 0 in closed periods. */
  readonly predictions: Float64Array;
  /** For each series why another method answered, or null. */
  readonly stoodIn: readonly (Obstacle | null)[];
  readonly durationMs: number;
}

const chunksPerWorker = 2;
const fewestPerChunk = 16;

/** `onPart` hears the share of the work that is done. */
export async function forecastOrigin(task: OriginTask, compute: Compute, signal: AbortSignal, onPart: (fraction: number) => void): Promise<ReadonlyMap<SeriesMethod, MethodAnswers>> {
  const { panel, series, at, horizon, methods } = task;
  const local = methods.filter((method) => method !== 'boosted-trees' && method !== 'median-ensemble');
  // Stands in for the trees where a series is too short for them.
  const localAndSes: readonly SeriesMethod[] = local.includes('ses') ? local : [...local, 'ses'];
  const shared = { values: panel.values, periods: panel.periods, starts: panel.starts };
  const chunks = chunksOf(series, Math.max(fewestPerChunk, Math.ceil(series.length / (compute.size * chunksPerWorker))));
  const steps = methods.includes('boosted-trees') ? Array.from({ length: horizon }, (_, step) => step + 1) : [];
  const parts = chunks.length + steps.length;
  let done = 0;
  const tell = <T>(value: T): T => {
    onPart(++done / parts);
    return value;
  };
  const season = panel.setup.season ?? 1;
  const [locals, globals] = await Promise.all([
    Promise.all(chunks.map((chunk) => compute.run('series.local', { panel: shared, series: chunk, origin: at, horizon, methods: localAndSes, settings: { season, window: task.window } }, { signal }).then(tell))),
    Promise.all(steps.map((step) => compute.run('series.global', { panel: shared, prices: panel.prices, calendar: panel.calendar.places, series, origin: at, steps: [step], season, loss: task.loss, trees: task.trees, seed: task.seed }, { signal }).then(tell))),
  ]);

  const answers = new Map<SeriesMethod, MethodAnswers>();
  localAndSes.forEach((method, m) => {
    const predictions = new Float64Array(series.length * horizon);
    const stoodIn: (Obstacle | null)[] = [];
    let durationMs = 0;
    let from = 0;
    locals.forEach((outcome, c) => {
      const size = chunks[c]!.length;
      predictions.set(outcome.predictions.subarray(m * size * horizon, (m + 1) * size * horizon), from * horizon);
      for (let i = 0; i < size; i++) stoodIn.push(obstacles[outcome.reasons[m * size + i]!] ?? null);
      durationMs += outcome.durationMs[m]!;
      from += size;
    });
    answers.set(method, { predictions, stoodIn, durationMs });
  });
  if (steps.length > 0) answers.set('boosted-trees', joinSteps(globals, series.length, horizon, answers.get('ses')!));
  if (methods.includes('median-ensemble')) answers.set('median-ensemble', takeMedian(task.members.flatMap((member) => answers.get(member) ?? []), series.length));
  for (const { predictions } of answers.values()) finish(predictions, panel, at, horizon);
  if (!local.includes('ses')) answers.delete('ses');
  return answers;
}

function joinSteps(globals: readonly { readonly predictions: Float64Array; readonly durationMs: number }[], series: number, horizon: number, simple: MethodAnswers): MethodAnswers {
  const predictions = new Float64Array(series * horizon);
  const stoodIn: (Obstacle | null)[] = [];
  for (let i = 0; i < series; i++) {
    const missing = globals.some((outcome) => Number.isNaN(outcome.predictions[i]!));
    for (let step = 0; step < horizon; step++) predictions[i * horizon + step] = missing ? simple.predictions[i * horizon + step]! : globals[step]!.predictions[i]!;
    stoodIn.push(missing ? 'too-short' : null);
  }
  return { predictions, stoodIn, durationMs: globals.reduce((total, { durationMs }) => total + durationMs, 0) };
}

function takeMedian(members: readonly MethodAnswers[], series: number): MethodAnswers {
  const enough = members.length >= fewestMembers;
  const length = members[0]?.predictions.length ?? 0;
  const predictions = Float64Array.from({ length }, (_, i) => (enough ? (median(members.map((member) => member.predictions[i]!)) ?? NaN) : NaN));
  return { predictions, stoodIn: Array.from({ length: series }, () => (enough ? null : 'no-members')), durationMs: 0 };
}

function finish(predictions: Float64Array, { neverNegative, closed }: Panel, at: number, horizon: number): void {
  for (let i = 0; i < predictions.length; i++) {
    if (closed.has(at + (i % horizon))) predictions[i] = 0;
    else if (neverNegative && predictions[i]! < 0) predictions[i] = 0;
  }
}

function chunksOf(series: Int32Array, size: number): Int32Array[] {
  return Array.from({ length: Math.ceil(series.length / size) }, (_, chunk) => series.slice(chunk * size, (chunk + 1) * size));
}
