/** One of our checks as constraints of a field. A pattern there means the whole value, in the regular expressions of XML Schema, which look nowhere around. */
import { z } from 'zod';
import type { ColumnType } from '@shared/areas/common';
import type { Check } from '@shared/areas/qualitySchema';
import { escapePattern } from '../../schemas/schemaFormat';

type Constraints = Readonly<Record<string, unknown>>;

const limit = z.union([z.string(), z.number()]).nullish();
const rangeArgs = z.looseObject({ min: limit, max: limit, strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) });
const lengthArgs = z.looseObject({ min: z.number().nullish(), max: z.number().nullish(), strictMin: z.boolean().default(false), strictMax: z.boolean().default(false) });
const patternArgs = z.looseObject({ pattern: z.string(), where: z.enum(['whole', 'start', 'anywhere']).default('whole') });
const valuesArgs = z.looseObject({ values: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) });
const textArgs = z.looseObject({ text: z.string() });

/** Any characters, line ends too. */
const anything = '[\\s\\S]*';

/** Null where there is no equal. */
export function constraintFor({ check, args }: Check, type: ColumnType | 'any'): Constraints | null {
  const isText = ['text', 'category', 'id', 'any'].includes(type);
  switch (check) {
    case 'not-null':
      return { required: true };
    case 'unique':
      return (args['report'] ?? 'all') === 'all' ? { unique: true } : null;
    case 'range': {
      const { min, max, strictMin, strictMax } = rangeArgs.parse(args);
      return { ...(notNull(min) && { [strictMin ? 'exclusiveMinimum' : 'minimum']: min }), ...(notNull(max) && { [strictMax ? 'exclusiveMaximum' : 'maximum']: max }) };
    }
    case 'length': {
      const { min, max, strictMin, strictMax } = lengthArgs.parse(args);
      return isText ? { ...(notNull(min) && { minLength: strictMin ? min + 1 : min }), ...(notNull(max) && { maxLength: strictMax ? max - 1 : max }) } : null;
    }
    case 'one-of': {
      const values = valuesArgs.safeParse(args).data?.values;
      return values ? { enum: values.map((value) => asHeld(value, type)) } : null;
    }
    case 'equal':
      return { enum: [asHeld(args['value'], type)] };
    case 'pattern': {
      const { pattern, where } = patternArgs.parse(args);
      return isText ? { pattern: { whole: pattern, start: `(?:${pattern})${anything}`, anywhere: `${anything}(?:${pattern})${anything}` }[where] } : null;
    }
    case 'starts-with':
      return isText ? { pattern: `${escapePattern(textArgs.parse(args).text)}${anything}` } : null;
    case 'ends-with':
      return isText ? { pattern: `${anything}${escapePattern(textArgs.parse(args).text)}` } : null;
    default:
      return null;
  }
}

function notNull<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function asHeld(value: unknown, type: ColumnType | 'any'): unknown {
  if (type === 'integer' || type === 'decimal') return typeof value === 'boolean' || Number.isNaN(Number(value)) ? value : Number(value);
  if (type === 'boolean') return value === true || value === 'true';
  return type === 'any' ? value : String(value);
}
