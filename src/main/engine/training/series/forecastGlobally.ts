/** Compute task: gradient boosting over all series at once, one model for each step ahead, learned from every earlier moment of every series. */
import { deriveSeed } from '@engine/math';
import type { TaskContext } from '../../kernel/ports';
import { absoluteLoss } from '../losses/absolute';
import { squaredLoss } from '../losses/squared';
import { BinnedColumns } from '../trees/binnedColumns';
import { boost } from '../trees/boosting';
import { addPredictions, featureMatrix } from '../trees/treeEnsemble';
import { openTreeMemory } from '../trees/treeMemory';
import { historyOf, type PanelValues } from './history';
import { seriesFeatures, type CalendarPlaces, type FeatureInput } from './seriesFeatures';

export interface GlobalForecastTask {
  readonly panel: PanelValues;
  /** Prices in the same layout, or null. */
  readonly prices: Float64Array | null;
  readonly calendar: CalendarPlaces;
  readonly series: Int32Array;
  readonly origin: number;
  /** Steps ahead to forecast, from 1. */
  readonly steps: readonly number[];
  readonly season: number;
  readonly loss: 'absolute' | 'squared';
  readonly trees: number;
  readonly seed: number;
}

export interface GlobalForecastOutcome {
  /** Series by series, in the order of `steps`; NaN where a series has too short a history. */
  readonly predictions: Float64Array;
  readonly rows: number;
  readonly durationMs: number;
}

const settings = { leaves: 12, depth: 0, minLeafRows: 20, minLeafSecond: 0, minGain: 0, l1: 0, l2: 1, learningRate: 0.06, featureShare: 0.6, rowShare: 0.7 } as const;
const mostRows = 60_000;

interface Example {
  readonly features: readonly number[];
  /** (y - base) / scale. */
  readonly target: number;
  readonly weight: number;
}

export function forecastGlobally(task: GlobalForecastTask, context: TaskContext): Promise<GlobalForecastOutcome> {
  const startedAt = performance.now();
  const predictions = new Float64Array(task.series.length * task.steps.length).fill(NaN);
  let rows = 0;
  task.steps.forEach((step, s) => {
    const examples = gatherExamples(task, step);
    rows += examples.length;
    const questions = Array.from(task.series, (series) => {
      const history = historyOf(task.panel, series, task.origin);
      return seriesFeatures(inputAt(task, series, history, history.length, step));
    });
    const answers = examples.length === 0 ? null : learn(examples, questions.map((question) => question?.values ?? null), task, step);
    questions.forEach((question, i) => {
      const answer = answers?.[i];
      if (question && answer !== undefined) predictions[i * task.steps.length + s] = question.base + answer * question.scale;
    });
    context.report({ fraction: (s + 1) / task.steps.length, title: '' });
  });
  return Promise.resolve({ predictions, rows, durationMs: performance.now() - startedAt });
}

function inputAt({ panel, prices, calendar, season }: GlobalForecastTask, series: number, history: Float64Array, length: number, step: number): FeatureInput {
  const start = panel.starts[series]!;
  const target = start + length + step - 1;
  const from = series * panel.periods + start;
  return {
    history: history.subarray(0, length),
    prices: prices && prices.subarray(from, from + length),
    step,
    season,
    place: calendar.place[target] ?? 0,
    month: calendar.month[target] ?? 0,
  };
}

/** The newest moments first, as many as the limit lets in; targets that were not measured teach nothing. */
function gatherExamples(task: GlobalForecastTask, step: number): Example[] {
  const { panel, series, origin } = task;
  const most = Math.max(8, Math.floor(mostRows / Math.max(1, series.length)));
  return Array.from(series).flatMap((index) => {
    const history = historyOf(panel, index, origin);
    const start = panel.starts[index]!;
    const examples: Example[] = [];
    for (let length = history.length - step; length > 0 && examples.length < most; length--) {
      const actual = panel.values[index * panel.periods + start + length + step - 1]!;
      const found = Number.isNaN(actual) ? null : seriesFeatures(inputAt(task, index, history, length, step));
      if (found) examples.push({ features: found.values, target: (actual - found.base) / found.scale, weight: found.scale });
    }
    return examples;
  });
}

/** Answers on the scaled target for each question; NaN where there is none. */
function learn(examples: readonly Example[], questions: readonly (readonly number[] | null)[], { loss, trees, seed }: GlobalForecastTask, step: number): Float64Array {
  const width = examples[0]!.features.length;
  const target = Float64Array.from(examples, (example) => example.target);
  const memory = openTreeMemory();
  const columns = new BinnedColumns(memory, examples.length);
  for (let f = 0; f < width; f++) columns.addNumbers(Float64Array.from(examples, ({ features }) => Math.fround(features[f]!)), deriveSeed(seed, 'bins', step));
  const boosted = boost({
    memory,
    columns,
    crew: null,
    loss: loss === 'absolute' ? absoluteLoss(target) : squaredLoss(target),
    settings: { ...settings, trees, directions: new Int8Array(width) },
    seed: deriveSeed(seed, 'step', step),
    watch: null,
    stopping: null,
    report: () => undefined,
  });
  const asked = Array.from({ length: width }, (_, f) => Float64Array.from(questions, (question) => Math.fround(question?.[f] ?? NaN)));
  const answers = new Float64Array(questions.length).fill(boosted.base);
  addPredictions(boosted.trees, featureMatrix(asked, questions.length), answers);
  return answers;
}
