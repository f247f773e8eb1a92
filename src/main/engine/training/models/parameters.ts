/** Settings of a model, read with their meaning: a wrong one is the analyst's to correct. */
import { EngineError } from '@shared/contract/errors';
import type { z } from 'zod';
import type { Algorithm, Parameters } from './algorithm';

/** Defaults overlaid with the given settings. Throws `invalid-input` for an unknown name or another kind of value. */
export function fillParameters(algorithm: Algorithm, given: Parameters): Parameters {
  for (const [name, value] of Object.entries(given)) {
    const standard = Object.hasOwn(algorithm.defaults, name) ? algorithm.defaults[name] : undefined;
    if (standard === undefined) {
      const known = Object.keys(algorithm.defaults);
      throw new EngineError('invalid-input', `The model ${algorithm.kind} has no setting "${name}". ${known.length > 0 ? `Its settings are ${known.join(', ')}.` : 'It has no settings.'}`, { name });
    }
    if (typeof value !== typeof standard || (typeof value === 'number' && !Number.isFinite(value))) {
      throw new EngineError('invalid-input', `The setting "${name}" of ${algorithm.kind} must be a ${typeof standard}, such as ${String(standard)}.`, { name, value });
    }
  }
  return { ...algorithm.defaults, ...given };
}

export function numberParameter(parameters: Parameters, name: string, low: number, high: number): number {
  const value = parameters[name];
  if (typeof value !== 'number' || value < low || value > high) {
    throw new EngineError('invalid-input', `The setting "${name}" must be a number from ${low} to ${high}.`, { name, value });
  }
  return value;
}

/** Reads a saved model's body. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, kind: string): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new EngineError('corrupt-store', `The saved ${kind} model cannot be read: its document has an unexpected shape. Train the model again.`, { issues: parsed.error.issues.slice(0, 5) });
}
