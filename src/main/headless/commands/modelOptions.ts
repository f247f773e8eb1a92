/** Options that say how models are fitted: --models, --set MODEL.SETTING=VALUE, --monotone COL=1|-1. */
import { modelKinds, modelKindSchema, standardModels, type ModelKind, type TrainRequest } from '@shared/areas/tracking';
import { usageError, type CommandOptions } from './command';

export const modelOptions = {
  set: { type: 'string', multiple: true },
  monotone: { type: 'string', multiple: true },
} as const;

export const modelUsage = '[--set MODEL.SETTING=VALUE...] [--monotone COL=1|-1...]';

export function readModels(options: CommandOptions): ModelKind[] {
  const text = options.text('models');
  return text === undefined ? [...standardModels] : text.split(',').map((name) => readKind(name.trim()));
}

/** Only the form is checked here: which settings a model has, and what they may be, the engine knows and says. */
export function readSettings(options: CommandOptions, models: readonly ModelKind[]): TrainRequest['parameters'] {
  const parameters: Partial<Record<ModelKind, Record<string, number | string>>> = {};
  for (const text of options.list('set')) {
    const [, model = '', setting = '', value = ''] = /^([^.=]+)\.([^=]+)=(.+)$/.exec(text) ?? [];
    if (value === '') throw usageError(`--set needs MODEL.SETTING=VALUE, such as gradient-boosting.trees=300, not "${text}".`);
    const kind = readKind(model.trim());
    if (!models.includes(kind)) throw usageError(`--set ${text}: ${kind} is not in this race. Name it with --models.`);
    (parameters[kind] ??= {})[setting.trim()] = valueOf(value.trim());
  }
  return parameters;
}

export function readMonotone(options: CommandOptions): TrainRequest['monotone'] {
  return Object.fromEntries(
    options.list('monotone').map((text) => {
      const at = text.lastIndexOf('=');
      const direction = Number(text.slice(at + 1));
      if (at < 1 || (direction !== 1 && direction !== -1)) throw usageError(`--monotone needs COL=1 where the answer may only rise with the column, COL=-1 where it may only fall, not "${text}".`);
      return [text.slice(0, at), direction];
    }),
  );
}

export function readKind(name: string): ModelKind {
  const parsed = modelKindSchema.safeParse(name);
  if (!parsed.success) throw usageError(`There is no model ${name}. Models: ${modelKinds.join(', ')}.`);
  return parsed.data;
}

function valueOf(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
