/** Quality: profile, schema with checks, validation with every failing row. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { cellSchema, columnTypeSchema, idSchema, timeSchema } from './common';
import { importRequestSchema } from './datasets';

export const columnProfileSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  rows: z.number().int(),
  nulls: z.number().int(),
  distinct: z.number().int(),
  zeros: z.number().int().nullable(),
  negatives: z.number().int().nullable(),
  min: cellSchema,
  max: cellSchema,
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  /** 1, 5, 25, 50, 75, 95, 99 % for numbers. */
  quantiles: z.array(z.number()).nullable(),
  /** counts has one entry fewer than edges. Dates use milliseconds. */
  histogram: z.object({ edges: z.array(z.number()), counts: z.array(z.number()) }).nullable(),
  topValues: z.array(z.object({ value: z.string(), count: z.number().int() })),
  lengths: z.object({ min: z.number(), max: z.number(), mean: z.number() }).nullable(),
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

export const alertSchema = z.object({ code: z.string(), column: z.string().nullable(), severity: z.enum(['info', 'warning', 'critical']), message: z.string() });
export const profileSchema = z.object({
  snapshotId: idSchema,
  rows: z.number().int(),
  duplicateRows: z.number().int(),
  columns: z.array(columnProfileSchema),
  alerts: z.array(alertSchema),
});
export type Profile = z.infer<typeof profileSchema>;

/** The profile of a file before it is stored, from its head where the file goes on. */
export const previewSchema = profileSchema.omit({ snapshotId: true }).extend({ wholeFile: z.boolean() });
export type Preview = z.infer<typeof previewSchema>;

export const severities = ['critical', 'warning', 'info'] as const;
const checkBase = {
  column: z.string(),
  severity: z.enum(severities).default('critical'),
  /** Share of rows that may fail before the check fails. */
  allow: z.number().min(0).max(1).default(0),
  /** Why it was suggested, in plain words with counts. */
  evidence: z.string().optional(),
};
export const checkSchema = z.discriminatedUnion('check', [
  z.object({ check: z.literal('type'), ...checkBase, type: columnTypeSchema }),
  z.object({ check: z.literal('not-null'), ...checkBase }),
  z.object({ check: z.literal('range'), ...checkBase, min: cellSchema.optional(), max: cellSchema.optional() }),
  z.object({ check: z.literal('one-of'), ...checkBase, values: z.array(z.string()).max(10_000) }),
  /** The whole value must match; RE2 syntax, so no pattern can hang. */
  z.object({ check: z.literal('pattern'), ...checkBase, pattern: z.string().max(2000) }),
  z.object({ check: z.literal('unique'), ...checkBase }),
]);
export type Check = z.infer<typeof checkSchema>;
export type CheckKind = Check['check'];

export const dataSchemaSchema = z.object({
  format: z.literal('almanac-schema'),
  formatVersion: z.literal(1),
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema, nullable: z.boolean() })),
  checks: z.array(checkSchema),
});
export type DataSchema = z.infer<typeof dataSchemaSchema>;

export const checkResultSchema = z.object({
  check: z.string(),
  column: z.string(),
  severity: z.enum(severities),
  success: z.boolean(),
  failures: z.number().int(),
  /** Share of the rows. */
  failureShare: z.number(),
  /** row counts data rows from 1, line is the line in the source file. */
  sample: z.array(z.object({ row: z.number().int(), line: z.number().int(), value: cellSchema })),
  /** The rule in words, such as "between 1 and 300". */
  rule: z.string(),
  observed: z.string().optional(),
  definition: checkSchema,
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export const validationSchema = z.object({
  id: idSchema,
  snapshotId: idSchema,
  success: z.boolean(),
  statistics: z.object({ checks: z.number().int(), passed: z.number().int(), failed: z.number().int(), failingRows: z.number().int() }),
  results: z.array(checkResultSchema),
  createdAt: timeSchema,
});
export type Validation = z.infer<typeof validationSchema>;

export const qualityEndpoints = {
  'quality.profile': query(z.object({ snapshotId: idSchema }), profileSchema),
  /** A first look at a file that waits for its import: the same profile, and what only concerns the import. Throws `invalid-input` where no row can be read yet. */
  'quality.preview': query(importRequestSchema.pick({ ticket: true, reading: true, columns: true }), previewSchema),
  'quality.inferSchema': query(z.object({ snapshotId: idSchema }), dataSchemaSchema),
  /** The schema saved for a dataset, or null where none was saved yet. */
  'quality.schema': query(z.object({ datasetId: idSchema }), z.object({ version: z.number().int(), savedAt: timeSchema, schema: dataSchemaSchema }).nullable()),
  'quality.saveSchema': command(z.object({ datasetId: idSchema, schema: dataSchemaSchema }), z.object({ version: z.number().int() })),
  'quality.validate': job(z.object({ snapshotId: idSchema, schema: dataSchemaSchema.optional() }), validationSchema),
  'quality.lastValidation': query(z.object({ snapshotId: idSchema }), validationSchema.nullable()),
  /** Validations of a dataset's versions, oldest first, for the history picture. */
  'quality.history': query(z.object({ datasetId: idSchema }), z.array(z.object({ snapshotId: idSchema, number: z.number().int(), createdAt: timeSchema, results: z.array(z.object({ column: z.string(), check: z.string(), failureShare: z.number() })) }))),
  /** Counts failures of one rule while it is edited. Nothing is stored. */
  'quality.tryCheck': query(z.object({ snapshotId: idSchema, check: checkSchema }), checkResultSchema),
  'quality.failingRows': query(
    z.object({ snapshotId: idSchema, check: checkSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }),
    z.object({ total: z.number().int(), columns: z.array(z.string()), rowNumbers: z.array(z.number().int()), lines: z.array(z.number().int()), rows: z.array(z.array(cellSchema)) }),
  ),
};
