/** Repairs: what is done to a table after it was read, in order. Part of a version's identity and of recipes. */
import { z } from 'zod';
import { cellSchema, columnTypeSchema, mostColumns } from './common';
import { checkSchema } from './qualitySchema';

const columnName = z.string().min(1).max(1000);
const columnNames = z.array(columnName).min(1).max(mostColumns);

/** Only what decides which rows fail: a share that may fail, severity and notes do not. */
export const rowCheckSchema = z.object(checkSchema.pick({ check: true, column: true, columns: true, args: true, condition: true, nulls: true }).shape);
export type RowCheck = z.infer<typeof rowCheckSchema>;

export const fillStatistics = ['median', 'mean', 'most-common'] as const;

export const repairSchema = z.discriminatedUnion('kind', [
  /** Rows that fail the check are set aside. */
  z.strictObject({ kind: z.literal('quarantine'), check: rowCheckSchema }),
  /** The checked cells of rows that fail become missing; the rows stay. */
  z.strictObject({ kind: z.literal('clear'), check: rowCheckSchema }),
  /** One value becomes another, or missing. */
  z.strictObject({ kind: z.literal('replace'), column: columnName, from: cellSchema.refine((value) => value !== null, { message: 'fill is for missing cells' }), to: cellSchema }),
  /** White space around texts goes; what is empty then is missing. */
  z.strictObject({ kind: z.literal('trim'), column: columnName, case: z.enum(['lower', 'upper']).optional() }),
  /** Spellings become the one they are listed under: an array, because a text may be called anything. */
  z.strictObject({ kind: z.literal('merge'), column: columnName, into: z.array(z.object({ value: z.string().min(1), spellings: z.array(z.string()).min(1).max(10_000) })).min(1).max(5000) }),
  /** Missing cells get a value, or the column's own median, mean (rounded in whole numbers) or most common value. */
  z
    .strictObject({ kind: z.literal('fill'), column: columnName, value: cellSchema.optional(), statistic: z.enum(fillStatistics).optional() })
    .refine(({ value, statistic }) => (value ?? null) === null ? statistic !== undefined : statistic === undefined, { message: 'a fill takes a value or a statistic' }),
  /** Cells are read as another type; those that cannot be stop the repair, or become missing. */
  z.strictObject({ kind: z.literal('coerce'), column: columnName, type: columnTypeSchema, misfits: z.enum(['refuse', 'missing']).default('refuse') }),
  z.strictObject({ kind: z.literal('drop-columns'), columns: columnNames }),
  /** All others go. */
  z.strictObject({ kind: z.literal('keep-columns'), columns: columnNames }),
  /** A column with one value in every row; nothing happens where it is there. */
  z.strictObject({ kind: z.literal('add-column'), column: columnName, type: columnTypeSchema, value: cellSchema }),
]);
export type Repair = z.infer<typeof repairSchema>;
export type RepairOf<K extends Repair['kind']> = Extract<Repair, { kind: K }>;
export const repairsSchema = z.array(repairSchema).min(1).max(200);

/** What one repair came to. */
export const repairOutcomeSchema = z.object({
  /** Cells with another value. */
  changed: z.number().int(),
  setAside: z.number().int(),
  /** The value that filled, where a statistic chose it. */
  value: cellSchema.optional(),
  /** The rows that failed a check, as stored: numbers of the table as read. */
  rows: z.string().optional(),
});
export type RepairOutcome = z.infer<typeof repairOutcomeSchema>;

/** The table as it was read, before the repairs, and what each came to. */
export const repairedSchema = z.object({
  rows: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema, keepsText: z.boolean() })),
  outcomes: z.array(repairOutcomeSchema),
});
export type Repaired = z.infer<typeof repairedSchema>;

/** The columns a repair names. */
export function repairColumns(repair: Repair): readonly string[] {
  if (repair.kind === 'quarantine' || repair.kind === 'clear') return repair.check.columns ?? (repair.check.column === undefined ? [] : [repair.check.column]);
  return 'columns' in repair ? repair.columns : [repair.column];
}

/** The repair for a table without these columns: a list of columns grows shorter, anything else about one of them is null. */
export function repairWithout(repair: Repair, missing: ReadonlySet<string>): Repair | null {
  if (repair.kind === 'add-column') return repair;
  const present = repairColumns(repair).filter((name) => !missing.has(name));
  if (present.length === repairColumns(repair).length) return repair;
  if (repair.kind !== 'drop-columns' && repair.kind !== 'keep-columns') return null;
  return present.length === 0 ? null : { ...repair, columns: present };
}
