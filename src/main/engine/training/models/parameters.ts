/** Settings of a model, read with their meaning: a wrong one is the analyst's to correct. */
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { z } from 'zod';
import type { Algorithm, Parameters } from './algorithm';

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
    const { lowest, highest, whole } = setting;
    if (typeof value !== 'number' || !(value >= lowest && value <= highest) || (whole && !Number.isInteger(value))) {
      throw new EngineError('invalid-input', trackingMessages.refused.settingValue(model, name, setting, String(value)), { model, setting: name, lowest, highest, known });
    }
    filled.set(name, value);
  }
  return Object.fromEntries(filled);
}

export function readParameter(parameters: Parameters, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new EngineError('internal', `The setting ${name} was not filled in.`, { name });
  return value;
}

/** Reads a saved model's body. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, kind: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new EngineError('corrupt-store', `The saved ${kind} model cannot be read: its document has an unexpected shape. Train the model again.`, { issues: parsed.error.issues.slice(0, 5) });
}
