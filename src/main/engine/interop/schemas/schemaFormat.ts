/** What reading and writing schemas of other tools share: their outcome, and the border where their documents come in. */
import type { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { documentLimits, parseJsonDocument } from '../../kernel/jsonDocument';

export interface ReadSchema {
  readonly schema: DataSchema;
  /** One sentence for each rule that has no equal here. */
  readonly notExpressible: readonly string[];
}

export interface WrittenSchema {
  readonly text: string;
  /** One sentence for each rule that has no equal there. */
  readonly notExpressible: readonly string[];
}

export function parseJson(text: string, format: string): unknown {
  return parseJsonDocument(text, words.document(format));
}

/** Looks at every level without recursion: deep nesting would overflow the stack, and validation drops a `__proto__` in silence. */
function assertHarmless(document: unknown, format: string): void {
  let level = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > documentLimits.depth) throw new EngineError('invalid-input', words.tooDeep(format, documentLimits.depth), { format });
    const objects = level.filter((value): value is object => typeof value === 'object' && value !== null);
    if (objects.some((value) => Object.hasOwn(value, '__proto__'))) throw new EngineError('invalid-input', words.hostileKey(format), { format });
    // Aliases of YAML make one object stand in many places.
    level = [...new Set(objects)].flatMap((value): unknown[] => Object.values(value));
  }
}

/** The first thing that is wrong, with its place. */
export function parseShape<S extends z.ZodType>(schema: S, value: unknown, format: string, place: readonly string[] = []): z.infer<S> {
  assertHarmless(value, format);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineError('invalid-input', words.wrongShape(format, [...place, ...(issue?.path ?? [])].join('.'), issue?.message ?? ''), { format, path: [...place, ...(issue?.path ?? [])].map(String) });
}

/** Every character that means something in a pattern, taken as itself. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, (character) => `\\${character}`);
}
