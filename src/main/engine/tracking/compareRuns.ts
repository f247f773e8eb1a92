/** Runs side by side: what was set differently, how they score, and whether the difference is more than chance. */
import { metricNames, type Comparison, type MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { trackingMessages } from '@shared/messages/tracking';
import { metricLoss } from '../training';
import type { StoredExperiment } from './experimentStore';
import { pairedDifference } from './pairedFolds';
import { toPublicRun, type StoredRun } from './runStore';

export interface ComparedRun {
  readonly run: StoredRun;
  readonly experiment: StoredExperiment;
  /** Mean held-out rows over mean training rows of a fold. */
  readonly testToTrain: number;
  readonly residuals: Comparison['residuals'][number]['points'];
}

type Pair = Comparison['pairs'][number];

/** The first run is held against each other one. */
export function compareRuns(compared: readonly [ComparedRun, ...ComparedRun[]]): Comparison {
  const [first, ...others] = compared;
  const runs = compared.map(({ run }) => run);
  const names = metricNames.filter((name) => runs.some((run) => run.metrics[name]));
  return {
    runs: runs.map(toPublicRun),
    settings: settingsOf(runs),
    metrics: names.map((name) => ({ name, values: runs.map((run) => run.metrics[name] ?? { mean: null, sd: null, folds: [] }) })),
    pairs: others.map((other) => comparePair(first, other)),
    residuals: compared.map(({ run, residuals }) => ({ runId: run.id, points: [...residuals] })),
  };
}

function settingsOf(runs: readonly StoredRun[]): Comparison['settings'] {
  const settings = runs.map((run) => new Map<string, string | number | boolean | null>([['model', run.model], ...Object.entries(run.parameters)]));
  const names = new Set(settings.flatMap((each) => [...each.keys()]));
  return [...names].map((name) => {
    const values = settings.map((each) => each.get(name) ?? null);
    return { name, values, differs: values.some((value) => value !== values[0]) };
  });
}

function comparePair(first: ComparedRun, other: ComparedRun): Pair {
  const metric = first.run.metric;
  const folds = Math.min(first.run.foldsTotal, other.run.foldsTotal);
  const pair = { runId: first.run.id, againstId: other.run.id, metric, folds };
  const refused = (reason: string): Pair => ({ ...pair, verdict: 'not-comparable', difference: null, lower: null, upper: null, foldsBetter: null, reason });

  const obstacle = findObstacle(first, other);
  if (obstacle) return refused(obstacle);
  const a = definedFolds(first.run, metric);
  const b = definedFolds(other.run, metric);
  if (!a || !b) return refused(trackingMessages.comparison.undefinedMetric(metricWords[metric].name));

  const lossOf = (value: number): number => metricLoss(metric, value, first.experiment.request.level);
  const loss = pairedDifference(a.map(lossOf), b.map(lossOf), first.testToTrain);
  const shown = pairedDifference(a, b, first.testToTrain);
  if (!loss || !shown) return refused(trackingMessages.comparison.oneFold);

  const foldsBetter = a.filter((value, fold) => lossOf(value) < lossOf(b[fold]!)).length;
  const facts = { ...pair, ...shown, foldsBetter };
  if (a.every((value, fold) => value === b[fold])) return { ...facts, verdict: 'no-clear-winner', reason: trackingMessages.comparison.equal };
  if (loss.lower <= 0 && loss.upper >= 0) return { ...facts, verdict: 'no-clear-winner', reason: trackingMessages.comparison.noise(foldsBetter, folds) };
  const better = loss.difference < 0;
  return { ...facts, verdict: better ? 'better' : 'worse', reason: trackingMessages.comparison.clear(better, foldsBetter, folds) };
}

/** Why two scores may not be set against each other, or null where they may. */
function findObstacle(first: ComparedRun, other: ComparedRun): string | null {
  const words = trackingMessages.comparison;
  if (first.run.target !== other.run.target) return words.otherTarget(first.run.target, other.run.target);
  if (first.experiment.rowsDigest !== other.experiment.rowsDigest) return words.otherRows(first.run.rows, other.run.rows);
  if (first.experiment.splitDigest !== other.experiment.splitDigest) return words.otherSplit;
  if (first.run.usesLeak !== other.run.usesLeak) return words.leak((first.run.usesLeak ? first : other).run.number);
  const unfinished = [first, other].find(({ run }) => run.foldsDone < run.foldsTotal);
  return unfinished ? words.unfinished(unfinished.run.number) : null;
}

function definedFolds(run: StoredRun, metric: MetricName): readonly number[] | null {
  const folds = run.metrics[metric]?.folds ?? [];
  const defined = folds.filter((value) => value !== null);
  return folds.length > 0 && defined.length === folds.length ? defined : null;
}
