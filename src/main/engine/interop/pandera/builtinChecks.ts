/** The checks Pandera brings along: their names, the arguments each takes, and what it refuses (pandera 0.35, `pandera.api.checks`). */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';

const someValue = z.unknown().refine((value) => value !== null && value !== undefined, { error: words.refused.none });
const iterable = z.union([z.array(z.unknown()), z.string()]);
const flag = z.boolean().optional().default(true);
const length = z.union([z.number(), z.object({ $float: z.number() }).transform(({ $float }) => $float)]).nullish();

const shapes = [
  z.object({ name: z.literal('equal_to'), args: z.strictObject({ value: z.unknown() }) }),
  z.object({ name: z.literal('not_equal_to'), args: z.strictObject({ value: z.unknown() }) }),
  z.object({ name: z.literal('greater_than'), args: z.strictObject({ min_value: someValue }) }),
  z.object({ name: z.literal('greater_than_or_equal_to'), args: z.strictObject({ min_value: someValue }) }),
  z.object({ name: z.literal('less_than'), args: z.strictObject({ max_value: someValue }) }),
  z.object({ name: z.literal('less_than_or_equal_to'), args: z.strictObject({ max_value: someValue }) }),
  z.object({ name: z.literal('in_range'), args: z.strictObject({ min_value: someValue, max_value: someValue, include_min: flag, include_max: flag }) }),
  z.object({ name: z.literal('isin'), args: z.strictObject({ allowed_values: iterable }) }),
  z.object({ name: z.literal('notin'), args: z.strictObject({ forbidden_values: iterable }) }),
  z.object({ name: z.literal('str_matches'), args: z.strictObject({ pattern: z.string() }) }),
  z.object({ name: z.literal('str_contains'), args: z.strictObject({ pattern: z.string() }) }),
  z.object({ name: z.literal('str_startswith'), args: z.strictObject({ string: z.string() }) }),
  z.object({ name: z.literal('str_endswith'), args: z.strictObject({ string: z.string() }) }),
  z.object({
    name: z.literal('str_length'),
    args: z
      .strictObject({ min_value: length, max_value: length, exact_value: length })
      .refine((each) => Object.values(each).some((bound) => typeof bound === 'number'), { error: words.refused.noLength })
      .refine(({ exact_value, min_value, max_value }) => typeof exact_value !== 'number' || (typeof min_value !== 'number' && typeof max_value !== 'number'), { error: words.refused.exactAndBounds })
      .refine(({ min_value, max_value }) => typeof min_value !== 'number' || typeof max_value !== 'number' || min_value <= max_value, { error: words.refused.crossed }),
  }),
  z.object({ name: z.literal('unique_values_eq'), args: z.strictObject({ values: iterable }) }),
] as const;
const builtinSchema = z.discriminatedUnion('name', shapes);

/** One check of Pandera with its arguments read. */
export type BuiltinCheck = z.output<typeof builtinSchema>;
export type BuiltinName = BuiltinCheck['name'];

const parameters: ReadonlyMap<string, readonly string[]> = new Map(shapes.map(({ shape }) => [shape.name.value, Object.keys(shape.args.shape)]));
const aliases: Readonly<Record<string, string>> = { eq: 'equal_to', ne: 'not_equal_to', gt: 'greater_than', ge: 'greater_than_or_equal_to', lt: 'less_than', le: 'less_than_or_equal_to', between: 'in_range' };

/** The name without its alias; null for what is no check of Pandera's own. */
export function builtinNamed(name: string): string | null {
  const full = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return parameters.has(full) ? full : null;
}

/** Values written with a tag are no maps of arguments. */
const tags = ['$ts', '$iso', '$num', '$float'];

/** Reads a bare value, `value`, or arguments by their names. Throws `invalid-input` for arguments that Pandera refuses as well. */
export function readBuiltin(name: string, given: unknown, place: string): BuiltinCheck {
  const named = z.record(z.string(), z.unknown()).safeParse(given).data;
  const own = parameters.get(name) ?? [];
  // A bare length is the exact one.
  const bare = name === 'str_length' ? 'exact_value' : (own[0] ?? '');
  const isNamed = named !== undefined && !tags.some((tag) => tag in named);
  const args = !isNamed ? { [bare]: given } : 'value' in named && !own.includes('value') ? replaced(named, bare) : named;
  const parsed = builtinSchema.safeParse({ name, args });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineError('invalid-input', words.refused.argument(place, name, issue?.path.slice(1).join('.') ?? '', issue?.message ?? ''), { check: name });
}

function replaced({ value, ...others }: Readonly<Record<string, unknown>>, parameter: string): Readonly<Record<string, unknown>> {
  return { [parameter]: value, ...others };
}
