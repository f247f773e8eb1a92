/** A backtest at a glance: every method with its scores by step, what can be said of the best, and where it tells totals badly. */
import type { MethodResult, SeriesOverview } from '@shared/areas/series';
import { baselineKinds, type Run, type SeriesMethod } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { seriesMessages } from '@shared/messages/series';
import type { Tracking } from '../tracking';
import { readDocument, seriesModelSchema } from './documents';
import { findClosures } from './findClosures';
import type { LoadedBacktest } from './loadedBacktest';

const noticeableBias = 0.1;

export function overview(loaded: LoadedBacktest, tracking: Pick<Tracking, 'compare' | 'readDocument'>): SeriesOverview {
  const { experiment, setup, runs, plan } = loaded;
  const { panel, document } = plan;
  return {
    experiment,
    setup,
    series: panel.names.length,
    activeSeries: document.active[document.active.length - 1] ?? 0,
    periods: panel.periods,
    firstDay: document.days[0] ?? '',
    lastDay: document.days[document.days.length - 1] ?? '',
    originDays: document.origins.map((at) => panel.calendar.days[at - 1] ?? ''),
    facts: panel.facts,
    methods: runs.map((run) => describe(loaded, run, tracking)),
    best: experiment.best,
    baseline: experiment.baseline,
    finding: findingOf(loaded, tracking),
    biasWarning: warnOfBias(loaded),
    offers: findClosures(panel),
  };
}

function describe(loaded: LoadedBacktest, run: Run, tracking: Pick<Tracking, 'readDocument'>): MethodResult {
  return {
    runId: run.id,
    number: run.number,
    method: run.model as SeriesMethod,
    state: run.state,
    isBaseline: baselineKinds.includes(run.model),
    metrics: run.metrics,
    wapeByStep: run.foldsDone === 0 || run.state === 'failed' ? [] : wapeByStep(loaded, run.id),
    reason: run.failure ?? reasonOf(run, tracking),
    durationMs: run.durationMs,
  };
}

function reasonOf(run: Run, tracking: Pick<Tracking, 'readDocument'>): string | null {
  if (run.state !== 'finished') return null;
  const { stoodIn, cells } = readDocument(seriesModelSchema, tracking.readDocument(run.id));
  const all = stoodIn.reduce((total, each) => total + each.cells, 0);
  const most = [...stoodIn].sort((a, b) => b.cells - a.cells)[0];
  return most ? seriesMessages.stoodIn(all, cells, most.reason) : null;
}

/** Sum of absolute errors over what was sold, each step by itself, over all origins. */
function wapeByStep({ setup, errorsOf }: LoadedBacktest, runId: string): (number | null)[] {
  const absolute = new Float64Array(setup.horizon);
  const size = new Float64Array(setup.horizon);
  for (const { actual, predicted, step } of errorsOf(runId)) {
    actual.forEach((value, i) => {
      absolute[step[i]!]! += Math.abs(value - predicted[i]!);
      size[step[i]!]! += Math.abs(value);
    });
  }
  return Array.from(absolute, (value, step) => (size[step] === 0 ? null : value / size[step]!));
}

function findingOf({ experiment, runs }: LoadedBacktest, tracking: Pick<Tracking, 'compare'>): string {
  const words = seriesMessages.finding;
  const best = runs.find(({ id }) => id === experiment.best);
  const baseline = runs.find(({ id }) => id === experiment.baseline);
  if (!best) return words.none;
  const name = modelWords[best.model].name;
  if (!baseline) return words.ahead(name);
  if (baseline.id === best.id) return words.onlyBaseline(name);
  const [pair] = tracking.compare([best.id, baseline.id]).pairs;
  return pair?.verdict === 'better' ? words.clear(name, modelWords[baseline.model].name) : words.unclear(name, modelWords[baseline.model].name);
}

/** Names the finished method with the least RMSSE among those whose totals are near, where the best one's are not. */
function warnOfBias({ experiment, runs }: LoadedBacktest): string | null {
  const biasOf = (run: Run): number => run.metrics.bias?.mean ?? 0;
  const best = runs.find(({ id }) => id === experiment.best);
  if (!best || Math.abs(biasOf(best)) < noticeableBias) return null;
  const others = runs.filter((run) => run.state === 'finished' && run.metrics.bias?.mean !== null && Math.abs(biasOf(run)) < Math.abs(biasOf(best)) / 2);
  const other = others.sort((a, b) => (a.metrics.rmsse?.mean ?? Infinity) - (b.metrics.rmsse?.mean ?? Infinity))[0];
  return other ? seriesMessages.biasWarning(modelWords[best.model].name, biasOf(best), modelWords[other.model].name, biasOf(other)) : null;
}
