/** The part of a schema that all three formats can say: types, missing cells, uniqueness, ranges, sets, whole patterns. */
import { z } from 'zod';
import { cellSchema, columnTypeSchema } from '@shared/areas/common';
import { columnsOf, severities, storedSchemaSchema, type Check as FullCheck, type DataSchema as FullSchema } from '@shared/areas/qualitySchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';

const base = { column: z.string(), severity: z.enum(severities), allow: z.number(), evidence: z.string().optional() };
const plainCheckSchema = z.discriminatedUnion('check', [
  z.object({ check: z.literal('type'), ...base, type: columnTypeSchema }),
  z.object({ check: z.literal('not-null'), ...base }),
  z.object({ check: z.literal('range'), ...base, min: cellSchema.optional(), max: cellSchema.optional(), strictMin: z.literal(false).optional(), strictMax: z.literal(false).optional() }),
  z.object({ check: z.literal('one-of'), ...base, values: z.array(z.string()) }),
  z.object({ check: z.literal('pattern'), ...base, pattern: z.string(), where: z.literal('whole').optional() }),
  z.object({ check: z.literal('unique'), ...base, report: z.literal('all').optional() }),
]);
export type Check = z.infer<typeof plainCheckSchema>;

export interface DataSchema {
  readonly columns: readonly { readonly name: string; readonly type: z.infer<typeof columnTypeSchema>; readonly nullable: boolean }[];
  readonly checks: readonly Check[];
}

export function fromPlain({ columns, checks }: DataSchema): FullSchema {
  return storedSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 1, columns, checks });
}

export function toPlain({ columns, checks, table }: FullSchema): { readonly schema: DataSchema; readonly notExpressible: readonly string[] } {
  const notExpressible: string[] = [];
  const plain = checks.filter(({ enabled }) => enabled).flatMap((check) => {
    const { success, data } = plainCheckSchema.safeParse(flat(check));
    if (!success) notExpressible.push(words.left.rule(words.ruleName(columnsOf(check).join(', '), check.check)));
    return success ? [data] : [];
  });
  if (table.strict !== 'off') notExpressible.push(words.left.strict);
  if (table.ordered) notExpressible.push(words.left.ordered);
  const types = columns.flatMap(({ name, type }): Check[] => (type === 'any' ? [] : [{ check: 'type', column: name, severity: 'critical', allow: 0, type }]));
  return { schema: { columns: columns.map(({ name, type }) => ({ name, type: type === 'any' ? 'text' : type, nullable: !plain.some((check) => check.check === 'not-null' && check.column === name) })), checks: [...types, ...plain] }, notExpressible };
}

function flat({ check, column, severity, mostly, args, evidence }: FullCheck): unknown {
  const values = args['values'];
  return { check, column, severity, allow: Number((1 - mostly).toPrecision(12)), evidence, ...args, ...(Array.isArray(values) && { values: values.map(String) }) };
}

