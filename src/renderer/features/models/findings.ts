/** Titles that say what a race or a comparison found, and no more than the folds allow. Pure. */
import { modelWords } from '@shared/messages/names';
import { baselineKinds, type Comparison, type Experiment, type Leakage, type Run } from '@shared/areas/tracking';
import { formatPercent } from '@renderer/ui/format';
import { deviationOf, isBetter, meanOf, type Race, type RaceRow } from './raceRows';

/** How two rows differ over the folds both have; `clear` where the interval of the difference leaves out 0. */
export interface FoldDuel {
  readonly difference: number | null;
  readonly clear: boolean;
  readonly wins: number;
  readonly folds: number;
}

/**
 * Paired differences, fold by fold, with the 95 % interval of Nadeau & Bengio 2003 (Machine Learning 52, 239-281):
 * s² (1/folds + test rows / training rows), since folds share training rows. The comparison page uses the same.
 */
export function foldDuel(race: Pick<Race, 'metric' | 'testToTrain'>, first: RaceRow, second: RaceRow): FoldDuel {
  const differences: number[] = [];
  let wins = 0;
  for (const [fold, value] of first.folds.entries()) {
    const other = second.folds[fold] ?? null;
    if (value === null || other === null) continue;
    differences.push(value - other);
    if (isBetter(race.metric, value, other)) wins += 1;
  }
  const folds = differences.length;
  const difference = meanOf(differences);
  const spread = deviationOf(differences);
  if (difference === null || spread === null) return { difference, wins, folds, clear: false };
  const halfWidth = upperT(folds - 1) * spread * Math.sqrt(1 / folds + race.testToTrain);
  return { difference, wins, folds, clear: Math.abs(difference) > halfWidth };
}

/** 97.5 % quantile of Student's t: exact to 3 places below 5 degrees, then Fisher's expansion (error below 0.1 %). */
function upperT(degrees: number): number {
  const exact = [12.706, 4.303, 3.182, 2.776][degrees - 1];
  if (exact !== undefined) return exact;
  const z = 1.959964;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

/** The title over the fold dots. */
export function raceFinding(race: Race): string {
  const { leader, bestBaseline } = race;
  if (race.candidates.length === 0 && race.baselines.length === 0) return 'No model has started yet';
  if (leader === null) return withoutLeader(race);
  const rivals = race.candidates.filter((row) => row.runId !== leader.runId && row.complete && row.mean !== null);
  const soFar = race.finished ? '' : ' so far';
  if (bestBaseline?.mean != null && leader.mean !== null && !isBetter(race.metric, leader.mean, bestBaseline.mean)) {
    return rivals.length === 0 ? `${leader.label} does not beat the baseline${soFar}` : `No model beats the baseline${soFar}`;
  }
  const rival = rivals[0];
  if (!rival) return aloneAgainstBaseline(race, leader, soFar);
  const duel = foldDuel(race, leader, rival);
  if (duel.difference === 0) return `${leader.label} and ${lowerFirst(rival.label)} are level${soFar}`;
  if (!duel.clear) return `${leader.label} leads${soFar}, but not by more than the folds differ`;
  return duel.wins === duel.folds ? `${leader.label} leads${soFar}, on every fold` : `${leader.label} leads${soFar}, by more than the folds differ`;
}

function withoutLeader(race: Race): string {
  if (!race.finished) {
    const anyFold = [...race.candidates, ...race.baselines].some((row) => row.folds.length > 0);
    return anyFold ? 'The first folds are in, no model has finished yet' : 'Waiting for the first fold';
  }
  if (race.candidates.length === 0) return 'Only baselines ran';
  if (race.candidates.some((row) => row.state === 'cancelled' || row.state === 'interrupted')) return 'The race stopped before a model finished';
  return race.candidates.some((row) => row.complete) ? 'This score cannot be computed on this data' : 'No model finished';
}

function aloneAgainstBaseline(race: Race, leader: RaceRow, soFar: string): string {
  if (!race.bestBaseline) return `${leader.label} finished; there is no baseline to hold it against`;
  const duel = foldDuel(race, leader, race.bestBaseline);
  return duel.folds > 1 ? `${leader.label} beats the baseline on ${duel.wins} of ${duel.folds} folds${soFar}` : `${leader.label} beats the baseline${soFar}`;
}

export interface Answer {
  readonly run: Run;
  readonly experiment: Experiment;
  readonly baseline: Run | null;
}

/**
 * Best run without and best run with a leaking column, on one snapshot and target and in one metric.
 * Null unless both are there. Later experiments win ties.
 */
export function twoAnswers(subject: Experiment, experiments: readonly Experiment[], runs: readonly Run[]): { readonly honest: Answer; readonly leaking: Answer } | null {
  let honest: Answer | null = null;
  let leaking: Answer | null = null;
  for (const experiment of experiments) {
    if (experiment.snapshotId !== subject.snapshotId || experiment.request.target !== subject.request.target || experiment.metric !== subject.metric) continue;
    if (experiment.request.split !== subject.request.split || experiment.request.oneRowPer !== subject.request.oneRowPer) continue;
    const run = runs.find((candidate) => candidate.id === experiment.best);
    if (!run || run.state !== 'finished') continue;
    const answer = { run, experiment, baseline: runs.find((candidate) => candidate.id === experiment.baseline) ?? null };
    if (run.usesLeak) leaking = better(leaking, answer);
    else honest = better(honest, answer);
  }
  return honest && leaking ? { honest, leaking } : null;
}

function better(held: Answer | null, next: Answer): Answer {
  const old = held?.run.metrics[next.run.metric]?.mean ?? null;
  const fresh = next.run.metrics[next.run.metric]?.mean ?? null;
  if (held === null || old === null) return next;
  return fresh !== null && !isBetter(next.run.metric, old, fresh) ? next : held;
}

/** Columns of a leaking run that give the answer away. */
export function leakingColumns(experiment: Experiment): string[] {
  return experiment.leakage.filter((entry) => entry.leak && !entry.excluded).map((entry) => entry.column);
}

/** "rating_count", "rating_count and rating", "rating_count and 4 more". */
export function fewNames(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  if (names.length <= 2) return names.join(' and ');
  return `${names[0]} and ${names.length - 1} more`;
}

/** The title over the leak radar. */
export function leakFinding(leakage: readonly Leakage[]): string {
  const leaks = leakage.filter((entry) => entry.leak).sort((left, right) => right.score - left.score);
  const left = leaks.filter((entry) => !entry.excluded);
  if (leaks.length === 0) return 'Leak radar: no single column tells too much';
  if (left.length === 0) return `Leak radar: ${leaks.length === 1 ? 'one column' : `${leaks.length} columns`} would give the answer away, left out`;
  return `Leak radar: ${fewNames(left.map((entry) => entry.column))} ${left.length === 1 ? 'gives' : 'give'} the answer away, and ${left.length === 1 ? 'is' : 'are'} in`;
}

/** The title of the comparison's right-hand panel: first run against the others. */
export function comparisonFinding(comparison: Comparison): string {
  const first = comparison.runs[0];
  const { pairs } = comparison;
  if (!first || pairs.length === 0) return 'Nothing to compare';
  const better = pairs.filter((pair) => pair.verdict === 'better').length;
  const worse = pairs.filter((pair) => pair.verdict === 'worse').length;
  const comparable = pairs.filter((pair) => pair.verdict !== 'not-comparable').length;
  if (comparable === 0) return 'These runs cannot be held against each other';
  if (worse > 0) return `Run ${first.number} is beaten by ${worse === 1 ? 'one other' : `${worse} others`}`;
  if (better === pairs.length) return pairs.length === 1 ? `Run ${first.number} is better` : `Run ${first.number} beats the others`;
  if (better === 0) return 'No clear winner';
  return `Run ${first.number} beats ${better} of ${pairs.length}`;
}

/** The title over all runs: what the scores of the learned models move with, where that can be told at all. */
export function allRunsFinding(runs: readonly Run[]): string {
  const scored = runs.filter((run) => run.metrics[run.metric]?.mean != null);
  if (scored.length < 3) return `${scored.length === 1 ? 'One run' : `${scored.length} runs`}: too few to see what moves the score`;
  const learned = scored.filter((run) => !baselineKinds.includes(run.model));
  const all = `All ${scored.length} runs`;
  const algorithm = explainedShare(learned, (run) => run.model);
  const leak = explainedShare(learned, (run) => String(run.usesLeak));
  if (leak !== null && leak > 0 && leak > (algorithm ?? 0)) return `${all}: a leaking column moves the score more than the algorithm`;
  if (algorithm === null) return `${all}: each algorithm ran once, so nothing else can be told apart`;
  return `${all}: the algorithm explains ${formatPercent(algorithm, 0)} of the differences between learned models`;
}

/**
 * Share of the variance of the score that lies between the groups of a setting, corrected for the number of groups
 * (epsilon squared, Kelley 1935). Null with one group, or with no group of two or more: then it cannot be told.
 */
function explainedShare(runs: readonly Run[], groupOf: (run: Run) => string): number | null {
  const groups = new Map<string, number[]>();
  for (const run of runs) groups.set(groupOf(run), [...(groups.get(groupOf(run)) ?? []), run.metrics[run.metric]?.mean ?? 0]);
  const freedom = runs.length - groups.size;
  if (groups.size < 2 || freedom < 1) return null;
  const total = squaresAround([...groups.values()].flat());
  const within = [...groups.values()].reduce((sum, members) => sum + squaresAround(members), 0);
  return total === 0 ? 0 : Math.max(0, 1 - within / freedom / (total / (runs.length - 1)));
}

function squaresAround(values: readonly number[]): number {
  const mean = meanOf(values) ?? 0;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

export function runName(run: Run): string {
  return `Run ${run.number} · ${modelWords[run.model].name}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
