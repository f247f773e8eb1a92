/** Turns facts into the sentences and key figures of a report. */
import { baselineKinds, higherIsBetter } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { reportMessages as words } from '@shared/messages/reports';
import type { KeyFigure } from './page';
import type { ReportFacts } from './reportFacts';
import { writeDecimals, writeMetric, writeNumber, writeRounded, writeShare } from './wording';

export interface Driver {
  readonly column: string;
  readonly text: string;
}

export interface ReportStory {
  readonly title: string;
  readonly lead: string;
  /** What the race came to. */
  readonly race: string;
  /** Four, the most important first. */
  readonly figures: readonly KeyFigure[];
  /** The three columns that matter most. */
  readonly drivers: readonly Driver[];
  readonly trust: readonly string[];
  readonly wrong: readonly string[];
}

export function tellReport(facts: ReportFacts): ReportStory {
  return { title: titleOf(facts), lead: leadOf(facts), race: raceOf(facts), figures: figuresOf(facts), drivers: driversOf(facts), trust: trustOf(facts), wrong: wrongOf(facts) };
}

function titleOf(facts: ReportFacts): string {
  const { detail, gain, forecast } = facts;
  const { run, baseline } = detail;
  const model = modelWords[run.model].name;
  if (forecast) {
    const { total, rows } = forecast.forecast;
    const ratios = totalRatios(facts);
    if (!ratios) return words.title.forecastSum(writeRounded(total), run.target, writeNumber(rows));
    return words.title.forecast(writeRounded(total * ratios.low), writeRounded(total * ratios.high), run.target, writeNumber(rows));
  }
  if (run.usesLeak) return words.title.leak(model, run.target);
  if (baselineKinds.includes(run.model)) return words.title.baseline(model, run.target);
  if (gain?.verdict === 'worse') return words.title.worse(model, run.target);
  if (gain?.verdict !== 'better') return words.title.unclear(model, run.target);
  const score = run.metrics[run.metric]?.mean;
  const other = baseline?.metrics[run.metric]?.mean;
  if (score === null || score === undefined || !other || higherIsBetter.has(run.metric)) return words.title.betterPlain(model, run.target);
  return words.title.better(model, run.target, writeShare(1 - score / other));
}

function leadOf(facts: ReportFacts): string {
  const { run, baseline, interval } = facts.detail;
  const name = metricWords[run.metric].name;
  const value = writeMetric(run.metric, run.metrics[run.metric]?.mean ?? null);
  const sentences: string[] = [];
  const totals = totalRatios(facts);
  if (facts.forecast && totals) sentences.push(words.lead.totals(writeRounded(facts.forecast.forecast.total), writeDecimals(totals.low, 2), writeDecimals(totals.high, 2)));
  if (baseline && baseline.id !== run.id) {
    sentences.push(words.lead.score(name, value, run.foldsTotal, modelWords[baseline.model].name.toLowerCase(), writeMetric(run.metric, baseline.metrics[run.metric]?.mean ?? null)));
  } else sentences.push(words.lead.scoreAlone(name, value, run.foldsTotal));
  if (interval) {
    const level = writeShare(interval.level);
    sentences.push(interval.space === 'log1p' ? words.lead.factor(level, writeRounded(Math.exp(interval.halfWidth))) : words.lead.units(level, writeRounded(interval.halfWidth)));
  }
  return sentences.join(' ');
}

/** Sold over forecast in each held-out fold, from the bias: sum of forecasts = (1 + bias) sum of what sold. */
function totalRatios({ detail }: ReportFacts): { low: number; high: number } | null {
  const ratios = (detail.run.metrics.bias?.folds ?? []).flatMap((bias) => (bias === null || bias <= -1 ? [] : [1 / (1 + bias)]));
  return ratios.length === 0 ? null : { low: Math.min(...ratios), high: Math.max(...ratios) };
}

function raceOf({ contenders, detail, lead }: ReportFacts): string {
  const place = contenders.findIndex(({ id }) => id === detail.run.id);
  const [first] = contenders;
  const name = modelWords[detail.run.model].name;
  if (!first || !lead) return words.race.alone(name);
  if (place > 0) return words.race.behind(modelWords[first.model].name, name, place + 1, contenders.length);
  return lead.verdict === 'better' ? words.race.clear(name) : words.race.close(name);
}

function figuresOf(facts: ReportFacts): readonly KeyFigure[] {
  const { run, baseline, interval } = facts.detail;
  const metric = run.metrics[run.metric];
  const miss: KeyFigure = { label: words.figures.miss, value: writeShare(run.metrics.wape?.mean ?? null), note: words.figures.missNote(writeShare(run.metrics.bias?.mean ?? null, 1)) };
  if (facts.forecast) {
    const { forecast, middle } = facts.forecast;
    const ratios = totalRatios(facts);
    const rows = writeNumber(forecast.rows);
    return [
      { label: words.figures.total, value: writeRounded(forecast.total), note: ratios ? words.figures.totalRatio(rows, writeDecimals(ratios.low, 2), writeDecimals(ratios.high, 2)) : words.figures.rows(rows) },
      { label: words.figures.medianRow, value: writeRounded(middle.value), note: words.figures.medianRange(writeShare(forecast.level), writeRounded(middle.lower), writeRounded(middle.upper)) },
      { label: words.figures.baselineTotal, value: writeRounded(forecast.baselineTotal), note: baseline ? modelWords[baseline.model].name : '' },
      miss,
    ];
  }
  const { gain } = facts;
  const difference = gain && gain.difference !== null ? words.figures.difference(writeMetric(run.metric, gain.difference), writeMetric(run.metric, gain.lower), writeMetric(run.metric, gain.upper)) : '';
  return [
    { label: words.figures.score(metricWords[run.metric].name), value: writeMetric(run.metric, metric?.mean ?? null), note: words.figures.spread(writeMetric(run.metric, metric?.sd ?? null), run.foldsTotal) },
    ...(baseline ? [{ label: `${words.figures.baseline}: ${modelWords[baseline.model].name.toLowerCase()}`, value: writeMetric(run.metric, baseline.metrics[run.metric]?.mean ?? null), note: difference }] : []),
    ...(interval
      ? [
          {
            label: words.figures.range(writeShare(interval.level)),
            value: interval.space === 'log1p' ? words.figures.factor(writeRounded(Math.exp(interval.halfWidth))) : words.figures.plusMinus(writeRounded(interval.halfWidth)),
            note: words.figures.held(writeShare(interval.coverage, 1)),
          },
        ]
      : []),
    miss,
  ];
}

function driversOf({ detail }: ReportFacts): readonly Driver[] {
  const rising = detail.importance.filter(({ mean }) => mean > 0);
  const all = rising.reduce((sum, { mean }) => sum + mean, 0);
  return rising.slice(0, 3).map(({ column, mean }) => ({ column, text: words.driver(writeShare(mean / all)) }));
}

function trustOf({ detail, gain }: ReportFacts): readonly string[] {
  const { run, experiment, interval } = detail;
  const { split, folds, repeats, groupBy, dateColumn } = experiment.request;
  const sentences: string[] = [words.trust.split[split](split === 'file' ? run.foldsTotal : folds, repeats, (split === 'time' ? dateColumn : groupBy) ?? '')];
  if (gain?.verdict === 'not-comparable') sentences.push(words.trust.notComparable(gain.reason));
  else if (gain) {
    const tell = { better: words.trust.better, worse: words.trust.worse, 'no-clear-winner': words.trust.unclear }[gain.verdict];
    sentences.push(tell(gain.foldsBetter ?? 0, gain.folds));
  }
  if (interval && interval.coverage !== null) sentences.push(words.trust.coverage(writeShare(interval.level), writeShare(interval.coverage, 1)));
  const rank = run.metrics.spearman?.mean;
  if (rank !== null && rank !== undefined) sentences.push(words.trust.rank(writeDecimals(rank, 2)));
  return sentences;
}

function wrongOf(facts: ReportFacts): readonly string[] {
  const { detail, validation, forecast } = facts;
  const { run, experiment } = detail;
  const sentences: string[] = [];
  const leaks = experiment.leakage.filter(({ leak, excluded }) => leak && !excluded).map(({ column }) => column);
  if (leaks.length > 0) sentences.push(words.wrong.leak(leaks.join(', ')));
  const bias = run.metrics.bias?.mean ?? null;
  if (bias !== null && bias < -0.02) sentences.push(words.wrong.low(writeShare(-bias)));
  if (bias !== null && bias > 0.02) sentences.push(words.wrong.high(writeShare(bias)));
  if (forecast && forecast.forecast.rowsOutside > 0) sentences.push(words.wrong.outside(writeNumber(forecast.forecast.rowsOutside), writeNumber(forecast.forecast.rows)));
  const repeats = countRepeats(facts);
  if (repeats > 0) sentences.push(words.wrong.repeats(writeNumber(repeats), experiment.request.oneRowPer ?? ''));
  if (!validation) sentences.push(words.wrong.notChecked);
  else if (validation.statistics.failed > 0) sentences.push(words.wrong.checks(validation.statistics.failed, validation.statistics.checks));
  if (experiment.steps) sentences.push(words.wrong.steps(experiment.steps.length));
  if (experiment.missingTargetRows > 0) sentences.push(words.wrong.missing(writeNumber(experiment.missingTargetRows)));
  sentences.push(words.wrong.changes);
  return sentences;
}

/** Rows of the scored version beyond the first of each value that training kept one row of. */
function countRepeats({ detail, forecast }: ReportFacts): number {
  const column = forecast?.snapshot.columns.find(({ name }) => name === detail.experiment.request.oneRowPer);
  return forecast && column ? forecast.snapshot.rows - column.nulls - column.distinct : 0;
}
