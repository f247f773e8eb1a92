/** The schema of a table: declared columns, table rules, checks. What stands in files, the database and every message. */
import { z } from 'zod';
import { cellSchema, columnTypeSchema, mostColumns } from './common';
import { conditionSchema } from './qualityConditions';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const checkSchema = z.strictObject({
  /** A kind of the catalogue, such as `range`; the engine knows which arguments it takes. */
  check: z.string().min(1).max(60),
  /** The column it looks at; checks of several columns name `columns`, those of the table neither. */
  column: z.string().max(1000).optional(),
  columns: z.array(z.string().max(1000)).min(1).max(mostColumns).optional(),
  args: z.record(z.string().max(60), z.json()).default({}),
  /** Which rows it looks at; all where it is left out. */
  condition: conditionSchema.optional(),
  /** For a check of one figure: each group of this column's values is judged by itself. */
  by: z.string().max(1000).optional(),
  /** Share of the looked-at rows that must hold, 0 to 1; missing cells are not looked at. */
  mostly: z.number().min(0).max(1).default(1),
  /** Whether missing cells hold (and are left out of the share) or fail. */
  nulls: z.enum(['pass', 'fail']).default('pass'),
  severity: z.enum(severities).default('critical'),
  enabled: z.boolean().default(true),
  note: z.string().max(2000).optional(),
  /** Why it was suggested, in plain words with counts. */
  evidence: z.string().max(2000).optional(),
});
export type Check = z.infer<typeof checkSchema>;

export const declaredColumnSchema = z.strictObject({
  /** Its name, or with `pattern` an RE2 pattern over whole names. */
  name: z.string().min(1).max(1000),
  pattern: z.boolean().default(false),
  type: z.union([columnTypeSchema, z.literal('any')]).default('any'),
  /** Read other forms as the type where that loses nothing: "1.0" as a whole number, "yes" as true. */
  coerce: z.boolean().default(false),
  /** A column that is not required may be absent; its checks then rest. */
  required: z.boolean().default(true),
  /** Stands in for missing cells, and for the whole column where it is absent. */
  default: cellSchema.optional(),
  title: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
});
export type DeclaredColumn = z.infer<typeof declaredColumnSchema>;

export const tableRulesSchema = z.strictObject({
  /** Columns that are not declared: let be, told as a failure, or left out when the schema is applied. */
  strict: z.enum(['off', 'error', 'filter']).default('off'),
  /** Declared columns come in this order. */
  ordered: z.boolean().default(false),
});

export const schemaFormatVersion = 2;
const schemaShape = {
  format: z.literal('almanac-schema'),
  formatVersion: z.literal(schemaFormatVersion),
  table: tableRulesSchema.prefault({}),
  checks: z.array(checkSchema).max(20_000),
};
export const dataSchemaSchema = z.strictObject({ ...schemaShape, columns: z.array(declaredColumnSchema).max(mostColumns) });
export type DataSchema = z.infer<typeof dataSchemaSchema>;

/** The first format: arguments beside the check, a share that may fail, types as checks of their own. */
const firstFormatSchema = z.object({
  format: z.literal('almanac-schema'),
  formatVersion: z.literal(1),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema, nullable: z.boolean() })),
  checks: z.array(z.looseObject({ check: z.string(), column: z.string(), severity: z.enum(severities).default('critical'), allow: z.number().min(0).max(1).default(0), evidence: z.string().optional() })),
});

/** In files a column may say `nullable: false` and `unique: true` for the checks of those names. */
const fileSchema = z.strictObject({ ...schemaShape, columns: z.array(declaredColumnSchema.extend({ nullable: z.boolean().optional(), unique: z.boolean().optional() })).max(mostColumns) });

/** A schema as it stands in files and older projects, brought to today's shape. */
export const storedSchemaSchema = z
  .unknown()
  .transform((value, context): z.input<typeof dataSchemaSchema> => {
    // Chosen by its version, so that what is wrong is said with its place rather than that no form fits.
    const first = z.looseObject({ formatVersion: z.literal(1) }).safeParse(value).success;
    const parsed = first ? firstFormatSchema.transform(fromFirstFormat).safeParse(value) : fileSchema.transform(expandShorthands).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path: [...path] });
    return z.NEVER;
  })
  .pipe(dataSchemaSchema);

function fromFirstFormat({ columns, checks }: z.output<typeof firstFormatSchema>): z.input<typeof dataSchemaSchema> {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const kept = checks.filter((check) => !(check.check === 'type' && check.allow === 0 && check.severity === 'critical' && check['type'] === types.get(check.column)));
  return {
    format: 'almanac-schema',
    formatVersion: schemaFormatVersion,
    columns: columns.map(({ name, type }) => ({ name, type: checks.some((check) => check.check === 'type' && check.column === name) ? type : 'any' })),
    checks: kept.map(({ check, column, severity, allow, evidence, ...args }) => ({ check, column, severity, mostly: Number((1 - allow).toPrecision(12)), args: z.record(z.string(), z.json()).parse(args), ...(evidence !== undefined && { evidence }) })),
  };
}

function expandShorthands({ columns, checks, ...rest }: z.output<typeof fileSchema>): z.input<typeof dataSchemaSchema> {
  const has = (kind: string, column: string): boolean => checks.some((check) => check.check === kind && check.column === column);
  const added = columns.flatMap(({ name, nullable, unique }) => [
    ...(nullable === false && !has('not-null', name) ? [{ check: 'not-null', column: name }] : []),
    ...(unique === true && !has('unique', name) ? [{ check: 'unique', column: name }] : []),
  ]);
  return { ...rest, columns: columns.map(({ nullable: _nullable, unique: _unique, ...column }) => column), checks: [...added, ...checks] };
}

/** The columns a check looks at, in its order. */
export function columnsOf({ column, columns }: Pick<Check, 'column' | 'columns'>): readonly string[] {
  return columns ?? (column === undefined ? [] : [column]);
}
