/** Settings of a model, read with their meaning: a wrong one is the analyst's to correct. */
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { z } from 'zod';
import type { Algorithm, Parameters, Setting } from './algorithm';

export function standardParameters({ settings }: Algorithm): Parameters {
  return Object.fromEntries(Object.entries(settings).map(([name, { standard }]) => [name, standard]));
}

/** Standard settings overlaid with the given ones. Throws `invalid-input` for an unknown name, another kind of value, or one out of range. */
export function fillParameters(algorithm: Algorithm, given: Readonly<Record<string, unknown>>): Parameters {
  const { kind: model, settings } = algorithm;
  const filled = new Map(Object.entries(standardParameters(algorithm)));
  for (const [name, value] of Object.entries(given)) {
    const known = Object.keys(settings);
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (!setting) throw new EngineError('invalid-input', trackingMessages.refused.unknownSetting(model, name, known), { model, setting: name, known });
    if (!isAllowed(setting, value)) {
      const range = 'choices' in setting ? { choices: setting.choices } : { lowest: setting.lowest, highest: setting.highest };
      throw new EngineError('invalid-input', trackingMessages.refused.settingValue(model, name, setting, String(value)), { model, setting: name, ...range, known });
    }
    filled.set(name, value);
  }
  return Object.fromEntries(filled);
}

function isAllowed(setting: Setting, value: unknown): value is number | string {
  if ('choices' in setting) return typeof value === 'string' && setting.choices.includes(value);
  return typeof value === 'number' && value >= setting.lowest && value <= setting.highest && (!setting.whole || Number.isInteger(value));
}

export function readParameter(parameters: Parameters, name: string): number {
  const value = parameters[name];
  if (typeof value !== 'number') throw new EngineError('internal', `The setting ${name} was not filled in.`, { name });
  return value;
}

/** The choice made, as one of the words that the setting offers. */
export function readChoice<const C extends string>(parameters: Parameters, name: string, choices: readonly C[]): C {
  const value = choices.find((choice) => choice === parameters[name]);
  if (value === undefined) throw new EngineError('internal', `The setting ${name} was not filled in.`, { name });
  return value;
}

/** Reads a saved model's body. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, kind: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new EngineError('corrupt-store', `The saved ${kind} model cannot be read: its document has an unexpected shape. Train the model again.`, { issues: parsed.error.issues.slice(0, 5) });
}
