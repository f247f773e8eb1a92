/**
 * The shapes checks take in Pandera's files, as one list: a map by name (up to 0.22), a map with options (0.23), a list with
 * `options.check_name` (from 0.24), keys of the column itself (from 0.31), and a list of single keys, as people write it by hand.
 */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import { builtinNamed } from './builtinChecks';

export interface WrittenCheck {
  readonly name: string;
  /** A bare value, or a map of arguments. */
  readonly given: unknown;
  readonly options: CheckOptions;
}

const optionShape = {
  ignore_na: z.boolean().nullish(),
  raise_warning: z.boolean().nullish(),
  n_failure_cases: z.number().int().nullish(),
  groupby: z.unknown().optional(),
  groups: z.unknown().optional(),
  error: z.string().nullish(),
  name: z.string().nullish(),
};
const optionsSchema = z.looseObject(optionShape);
export type CheckOptions = z.output<typeof optionsSchema>;

const mapSchema = z.record(z.string(), z.unknown());
const optionNames = new Set(Object.keys(optionShape));

/** Keys of a column that are no checks, whatever the dialect. */
const columnKeys = new Set(['title', 'description', 'dtype', 'nullable', 'checks', 'unique', 'coerce', 'required', 'regex', 'name', 'drop_invalid_rows', 'default', 'report_duplicates', 'metadata', 'alias', 'dims', 'ordered_dims', 'sizes', 'shape', 'coords', 'schema_type', 'version', 'parsers', 'on_missing']);

/** Throws `invalid-input` where an entry names no check. */
export function writtenChecks(checks: unknown, place: string): readonly WrittenCheck[] {
  if (checks === null || checks === undefined) return [];
  if (Array.isArray(checks)) return checks.map((entry) => listEntry(entry, place));
  const map = mapSchema.safeParse(checks).data;
  if (!map) throw new EngineError('invalid-input', words.refused.checks(place));
  return Object.entries(map).map(([name, value]) => ({ name, ...split(value, place) }));
}

/** Checks that stand beside the other keys of a column; read where it has no `checks`. */
export function flatChecks(column: Readonly<Record<string, unknown>>, place: string): readonly WrittenCheck[] {
  return Object.entries(column).flatMap(([name, value]) => {
    if (columnKeys.has(name)) return [];
    // An argument none is no argument here.
    return [{ name, ...split(value, place) }];
  });
}

function listEntry(entry: unknown, place: string): WrittenCheck {
  const map = mapSchema.safeParse(entry).data;
  if (!map) throw new EngineError('invalid-input', words.refused.checks(place));
  const { options, ...args } = map;
  const name = mapSchema.safeParse(options).data?.['check_name'];
  if (typeof name === 'string') return { name, given: 'value' in args && Object.keys(args).length === 1 ? args['value'] : args, options: readOptions(options, place) };
  const [only, ...others] = Object.entries(args);
  if (!only || others.length > 0) throw new EngineError('invalid-input', words.refused.namelessCheck(place));
  return { name: only[0], ...split(only[1], place) };
}

/** Options stand in a map of their own, or among the arguments. */
function split(value: unknown, place: string): Pick<WrittenCheck, 'given' | 'options'> {
  const map = mapSchema.safeParse(value).data;
  if (!map) return { given: value, options: {} };
  const { options, ...args } = map;
  const own = Object.entries(args).filter(([key]) => !optionNames.has(key));
  const among = Object.fromEntries(Object.entries(args).filter(([key]) => optionNames.has(key)));
  return { given: Object.fromEntries(own), options: readOptions({ ...mapSchema.safeParse(options).data, ...among }, place) };
}

function readOptions(options: unknown, place: string): CheckOptions {
  const parsed = optionsSchema.safeParse(options ?? {});
  if (!parsed.success) throw new EngineError('invalid-input', words.refused.options(place, parsed.error.issues[0]?.path.join('.') ?? ''));
  return parsed.data;
}

/** The check's full name. Throws `invalid-input` for one that is not Pandera's own. */
export function knownName(name: string, place: string): string {
  const known = builtinNamed(name);
  if (known === null) throw new EngineError('invalid-input', words.refused.unknownCheck(place, name), { check: name });
  return known;
}
