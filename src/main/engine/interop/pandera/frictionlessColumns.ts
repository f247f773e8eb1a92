/** A Table Schema as Pandera takes one in: strict, every field needed and turned into its type (pandera 0.35, `from_frictionless_schema`). */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import type { WrittenCheck } from './checkDialects';
import type { PanderaColumn, PanderaDocument } from './panderaDocument';

const constraintsSchema = z.looseObject({ required: z.boolean().optional(), unique: z.boolean().optional(), enum: z.array(z.unknown()).optional(), pattern: z.string().optional() });
const fieldSchema = z.looseObject({ name: z.string(), type: z.string().default('string'), title: z.string().optional(), description: z.string().optional(), constraints: constraintsSchema.default({}) });
const tableSchema = z.looseObject({ fields: z.array(fieldSchema), primaryKey: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]) });
type Constraints = z.output<typeof constraintsSchema>;

const dtypes: Readonly<Record<string, string>> = { string: 'string', number: 'float', integer: 'int', boolean: 'bool', object: 'object', array: 'object', date: 'string', time: 'string', datetime: 'datetime64[ns]', year: 'int', yearmonth: 'string', duration: 'object', geopoint: 'object', geojson: 'object', any: 'string' };

/** Throws `invalid-input` where it is no Table Schema. */
export function fromFrictionless(value: unknown): PanderaDocument {
  const parsed = tableSchema.safeParse(value);
  if (!parsed.success) throw new EngineError('invalid-input', words.refused.tableSchema(parsed.error.issues[0]?.path.join('.') ?? '', parsed.error.issues[0]?.message ?? ''));
  const { fields, primaryKey } = parsed.data;
  const columns = fields.map(({ name, type, title, description, constraints }): PanderaColumn => {
    const dtype = constraints.enum && constraints.enum.length > 0 ? 'category' : Object.hasOwn(dtypes, type) ? dtypes[type] : undefined;
    if (dtype === undefined) throw new EngineError('invalid-input', words.refused.dtype(name, type), { type });
    const isKey = primaryKey.includes(name);
    return {
      name,
      title,
      description,
      dtype,
      coerce: true,
      required: true,
      nullable: !isKey && constraints.required !== true,
      unique: (isKey && primaryKey.length === 1) || constraints.unique === true,
      checks: checksOf(constraints),
    };
  });
  return { columns, checks: [], coerce: true, strict: true, unique: primaryKey.length > 1 ? primaryKey : null };
}

/** Both ends of a pair make one check that comes first; the others follow in the order they are written. */
function checksOf(constraints: Constraints): readonly WrittenCheck[] {
  const check = (name: string, given: unknown): WrittenCheck => ({ name, given, options: {} });
  const { minimum, maximum, minLength, maxLength } = constraints;
  const pairs = [
    ...(minimum !== undefined && maximum !== undefined ? [check('in_range', { min_value: minimum, max_value: maximum })] : []),
    ...(minLength !== undefined && maxLength !== undefined ? [check('str_length', { min_value: minLength, max_value: maxLength })] : []),
  ];
  const singles = Object.entries(constraints).flatMap(([name, value]): WrittenCheck[] => {
    if (name === 'minimum' && maximum === undefined) return [check('greater_than_or_equal_to', value)];
    if (name === 'maximum' && minimum === undefined) return [check('less_than_or_equal_to', value)];
    if (name === 'minLength' && maxLength === undefined) return [check('str_length', { min_value: value, max_value: null })];
    if (name === 'maxLength' && minLength === undefined) return [check('str_length', { min_value: null, max_value: value })];
    if (name === 'pattern') return [check('str_matches', `^${String(value)}$`)];
    return name === 'enum' && constraints.enum && constraints.enum.length > 0 ? [check('isin', value)] : [];
  });
  return [...pairs, ...singles];
}
