/** Sentences about a race: how far it is, how its folds were dealt, what was left out. Pure. */
import { combinationKinds, type Experiment, type RaceProgress } from '@shared/areas/tracking';
import { formatCount, formatInteger, formatTimeLeft } from '@renderer/ui/format';
import type { RaceRow } from './raceRows';

/** The parts of the line over the bar: bold first, grey rest with what is being fitted now. */
export function progressLine(progress: RaceProgress | null, title: string, etaMs: number | null): { readonly done: string; readonly rest: string } | null {
  if (!progress) return null;
  const rest = [title, formatTimeLeft(etaMs)].filter((part) => part !== '').join(' · ');
  return { done: `${formatInteger(progress.fitsDone)} of ${formatInteger(progress.fitsTotal)} fits done`, rest };
}

/** What the chosen picture of a race draws. */
export function viewNote(experiment: Experiment, view: 'folds' | 'curves' | 'table'): string {
  if (view === 'curves') return 'Error step by step, a line per fold: held-out rows blue, training rows grey.';
  if (view === 'table') return 'Means over the folds of rows the model has not seen.';
  return foldNote(experiment);
}

/** What one dot is. */
export function foldNote(experiment: Experiment): string {
  const { split, groupBy } = experiment.request;
  if (split === 'group' && groupBy !== undefined) return `Each dot is one fold of ${groupBy} values the model has not seen; the bar is the mean.`;
  if (split === 'time') return 'Each dot is one later stretch of time the model has not seen; the bar is the mean.';
  return 'Each dot is one fold of rows the model has not seen; the bar is the mean.';
}

/** What stands at the right of a row that has no score. */
export function rowState(row: RaceRow): string {
  const done = row.folds.length;
  const total = row.foldsTotal;
  switch (row.state) {
    case 'waiting':
      if (done > 0) return `${done} of ${total} folds finished`;
      return combinationKinds.includes(row.model) ? 'made from the others' : 'waits';
    case 'running':
      return done === 0 ? 'runs' : `${done} of ${total} folds finished`;
    case 'cancelled':
      return done === 0 ? 'stopped before its first fold' : `stopped after ${done} of ${total} folds`;
    case 'interrupted':
      return done === 0 ? 'interrupted before its first fold' : `interrupted after ${done} of ${total} folds`;
    case 'failed':
      return row.run?.failure ?? 'failed';
    case 'finished':
      return 'not defined on this data';
  }
}

export type WordPart = string | { readonly column: string };

/** "5 folds grouped by merchant_id, one row per product_id. 958 groups; 232 rows repeat a product." Column names set apart. */
export function splitWords(experiment: Experiment): readonly WordPart[] {
  const { request } = experiment;
  const words: WordPart[] = [foldsBy(experiment)];
  if (request.split === 'group' && request.groupBy !== undefined) words.push({ column: request.groupBy });
  if (request.split === 'time' && request.dateColumn !== undefined) words.push({ column: request.dateColumn });
  if (request.oneRowPer !== undefined) words.push(', one row per ', { column: request.oneRowPer });
  words.push('. ');
  const facts: string[] = [`${formatCount(experiment.rows, 'row')} trained on`];
  if (experiment.groups !== null) facts.push(experiment.request.series ? formatCount(experiment.groups, 'series', 'series') : `${formatCount(experiment.groups, 'group')} that never share a fold`);
  if (experiment.repeatedRows > 0) facts.push(`${formatCount(experiment.repeatedRows, 'repeated row')} left out`);
  if (experiment.missingTargetRows > 0) facts.push(`${formatCount(experiment.missingTargetRows, 'row')} without a target left out`);
  words.push(`${facts.join('; ')}.`);
  return words;
}

function foldsBy({ request }: Experiment): string {
  const repeats = request.repeats > 1 ? `, ${formatInteger(request.repeats)} times` : '';
  if (request.series) return `${formatCount(request.series.origins, 'end')} of the history, each ${formatInteger(request.series.horizon)} ahead, by `;
  const folds = `${formatCount(request.folds, 'fold')}${repeats}`;
  switch (request.split) {
    case 'group':
      return `${folds} grouped by `;
    case 'time':
      return `${folds} in the order of `;
    case 'file':
      return `${folds} as given in a file`;
    case 'kfold':
      return `${folds} of random rows`;
  }
}

/** "log(1 + units)" or "units": the space the models learn in. Methods for time series each have a loss of their own. */
export function lossWords(experiment: Experiment): string | null {
  if (experiment.request.series) return null;
  return experiment.targetTransform === 'log1p' ? `squared error of log(1 + ${experiment.request.target})` : `squared error of ${experiment.request.target}`;
}
