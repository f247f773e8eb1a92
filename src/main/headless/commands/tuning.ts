/** What `train --tune` asks for, and what a finished search says on the command line. */
import { tuneSamplers, type tuneSchema } from '@shared/areas/tracking';
import type { TunedModel, Tuning } from '@shared/areas/tuning';
import { settingValueWords } from '@shared/messages/tuning';
import type { z } from 'zod';
import { usageError, type CommandOptions } from './command';
import { readKind } from './modelOptions';
import { formatNumber, formatTable } from './table';

export const tuningOptions = {
  tune: { type: 'string' },
  'tune-models': { type: 'string' },
  trials: { type: 'string' },
  tuner: { type: 'string' },
} as const;

export const tuningUsage = '[--tune MINUTES | --trials N] [--tune-models a,b,...] [--tuner tpe|random]';

/** Undefined where no search is asked for. */
export function readTune(options: CommandOptions): z.input<typeof tuneSchema> | undefined {
  const minutes = options.number('tune');
  const trials = options.number('trials');
  const models = options.text('tune-models');
  const sampler = options.choice('tuner', tuneSamplers);
  if (minutes === undefined && trials === undefined) {
    if (models !== undefined || sampler !== undefined) throw usageError('--tune-models and --tuner need --tune MINUTES or --trials N.');
    return undefined;
  }
  if (minutes !== undefined && minutes <= 0) throw usageError('--tune needs minutes above 0.');
  if (trials !== undefined && !(Number.isInteger(trials) && trials > 0)) throw usageError('--trials needs a whole number from 1.');
  return { minutes, trials, models: models === undefined ? undefined : models.split(',').map((name) => readKind(name.trim())), sampler };
}

/** `best` is the model whose choice scores best on the inner folds; `importance` is that model's. */
export function tuningJson(tuning: Tuning, isBetter: (left: number, right: number) => boolean): Readonly<Record<string, unknown>> {
  const best = bestOf(tuning.models, isBetter);
  return {
    id: tuning.id,
    trials: tuning.trials.length,
    pruned: tuning.trials.filter(({ state }) => state === 'pruned').length,
    sampler: tuning.sampler,
    spentMs: tuning.spentMs,
    unseen: { repeat: tuning.unseenRepeat, fold: tuning.unseenFold },
    best: best && { model: best.model, settings: best.settings, score: best.score, scoreByOtherFolds: best.scoreByOtherFolds },
    importance: best?.importance ?? [],
    models: tuning.models,
  };
}

function bestOf(models: readonly TunedModel[], isBetter: (left: number, right: number) => boolean): TunedModel | null {
  let best: TunedModel | null = null;
  for (const model of models) if (model.score !== null && (best === null || best.score === null || isBetter(model.score, best.score))) best = model;
  return best;
}

export function tuningText({ models, metric, trials, unseenFold }: Tuning): string {
  const gainOf = ({ gain, chosen }: TunedModel): string[] => {
    if (chosen === null) return ['no trial saw all folds', '', ''];
    if (!gain) return ['standard settings stay', '', ''];
    return [`${formatNumber(gain.gain)} (${formatNumber(gain.lower)} to ${formatNumber(gain.upper)})`, formatNumber(gain.unseen), { better: 'better', worse: 'worse', 'no-clear-gain': 'no clear gain' }[gain.verdict]];
  };
  return [
    `Search: ${trials.length} trials; the gain over the standard settings is in ${metric}, above 0 is better`,
    formatTable(
      ['model', 'trials', 'pruned', `${metric} inside`, 'by other folds', 'gain (95 %)', `gain on unseen fold ${unseenFold}`, ''],
      models.map((tuned) => [tuned.model, String(tuned.trials), String(tuned.pruned), formatNumber(tuned.score), formatNumber(tuned.scoreByOtherFolds), ...gainOf(tuned)]),
    ),
    ...models.map((tuned) => `  ${tuned.model}: ${Object.entries(tuned.settings).map(([name, value]) => `${name} ${settingValueWords(value)}`).join(', ')}`),
  ].join('\n');
}
