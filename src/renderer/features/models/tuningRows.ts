/** Trials of a search as rows and marks ready to draw. Pure. */
import { higherIsBetter, type MetricName } from '@shared/areas/tracking';
import type { Trial, TunedModel, Tuning } from '@shared/areas/tuning';
import { modelWords } from '@shared/messages/names';
import { settingValueWords } from '@shared/messages/tuning';
import { trialText, type TrialKind, type TrialMark } from '@renderer/charts/tuningFigure';
import { meanOf } from './raceRows';
import { settingWords } from './settingWords';

export interface TrialRow extends Trial {
  readonly kind: TrialKind;
  /** Mean over the folds tried; null before the first, and where one is undefined. */
  readonly score: number | null;
  readonly chosen: boolean;
}

export function trialRows({ trials, models }: Pick<Tuning, 'trials' | 'models'>): readonly TrialRow[] {
  const chosen = new Set(models.map((model) => model.chosen));
  return trials.map((trial) => ({ ...trial, kind: kindOf(trial), score: meanOf(trial.scores), chosen: chosen.has(trial.number) }));
}

function kindOf({ standard, state }: Trial): TrialKind {
  return standard && state === 'finished' ? 'standard' : state;
}

export function trialMarks(rows: readonly TrialRow[]): readonly TrialMark[] {
  return rows.flatMap(({ number, kind, model, score, scores, settings }) => (score === null ? [] : [{ number, kind, score, folds: scores.length, text: trialText(number, kind, modelWords[model].name, score, scores.length, settingsText(settings)) }]));
}

export function settingsText(settings: Trial['settings']): string {
  return Object.entries(settings).map(([name, value]) => `${settingWords(name)} ${settingValueWords(value)}`).join(', ');
}

/** Names of all settings that a trial of these has, in their order. */
export function settingNames(rows: readonly TrialRow[]): readonly string[] {
  return [...new Set(rows.flatMap(({ settings }) => Object.keys(settings)))];
}

/** The model whose choice is best on the inner folds; null before anything is chosen. */
export function bestTuned(models: readonly TunedModel[], metric: MetricName): TunedModel | null {
  let best: TunedModel | null = null;
  for (const model of models) if (model.score !== null && (best?.score == null || (higherIsBetter.has(metric) ? model.score > best.score : model.score < best.score))) best = model;
  return best;
}
