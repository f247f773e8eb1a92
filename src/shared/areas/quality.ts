/** Quality: profile, schema with checks, validation with every failing row. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { cellSchema, columnTypeSchema, emptySchema, idSchema, timeSchema } from './common';
import { importRequestSchema } from './datasets';
import { checkSchema, dataSchemaSchema, severities } from './qualitySchema';

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
  /** Third standardised moment, for numbers with at least three values. */
  skewness: z.number().nullable(),
  infinite: z.number().int().nullable(),
  /** Categories that differ from another only in case, spaces or punctuation. */
  variants: z.number().int(),
  /** 1 less the entropy as a share of the largest there can be: 0 where all categories are equally frequent, near 1 where one is alone. */
  imbalance: z.number().nullable(),
  /** p-value of equally frequent values (chi-square): of categories, or of the bars of the histogram. */
  uniformity: z.number().nullable(),
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

export const alertSchema = z.object({ code: z.string(), column: z.string().nullable(), severity: z.enum(['info', 'warning', 'critical']), message: z.string() });
export const profileSchema = z.object({
  snapshotId: idSchema,
  rows: z.number().int(),
  duplicateRows: z.number().int(),
  columns: z.array(columnProfileSchema),
  /** Pairs of columns that follow each other, the closest first: Spearman's rank correlation of numbers, else Cramér's V. */
  associations: z.array(z.object({ a: z.string(), b: z.string(), method: z.enum(['spearman', 'cramers-v']), value: z.number() })),
  /** Rows that associations were measured on. */
  associationRows: z.number().int(),
  /** Rows that are the same as another in everything but one column. */
  nearDuplicates: z.array(z.object({ column: z.string(), rows: z.number().int() })),
  /** Rows whose price lies above the price it is compared with. */
  pricesAbove: z.array(z.object({ price: z.string(), reference: z.string(), rows: z.number().int() })),
  alerts: z.array(alertSchema),
});
export type Profile = z.infer<typeof profileSchema>;

/** The profile of a file before it is stored, from its head where the file goes on. */
export const previewSchema = profileSchema.omit({ snapshotId: true }).extend({ wholeFile: z.boolean() });
export type Preview = z.infer<typeof previewSchema>;

const sampleSchema = z.object({
  /** row counts data rows from 1, line is the line in the source file. */
  row: z.number().int(),
  line: z.number().int(),
  value: cellSchema,
  /** The cells of all its columns, for a check of several. */
  values: z.array(cellSchema).optional(),
});

export const checkResultSchema = z.object({
  check: z.string(),
  /** Null for a check of several columns or of the table. */
  column: z.string().nullable(),
  columns: z.array(z.string()),
  severity: z.enum(severities),
  success: z.boolean(),
  /** Rows that fail; 0 for a check of one figure. */
  failures: z.number().int(),
  /** Rows looked at: those its condition chooses, without missing cells. */
  considered: z.number().int(),
  missing: z.number().int(),
  /** Share of the rows looked at. */
  failureShare: z.number(),
  sample: z.array(sampleSchema),
  /** The rule in words, such as "between 1 and 300". */
  rule: z.string(),
  /** What was found, in words. */
  observed: z.string().optional(),
  /** The figure a check of one figure judged, for its history. */
  figure: z.number().nullable().optional(),
  /** Set where the check itself could not be run; it then counts as failed. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  definition: checkSchema,
});
export type CheckResult = z.infer<typeof checkResultSchema>;

/** One argument of a kind of check, as the editor asks for it. */
export const argumentFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  input: z.enum(['number', 'count', 'text', 'pattern', 'value', 'values', 'patterns', 'column', 'choice', 'flag', 'formula', 'dataset', 'document']),
  optional: z.boolean(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  help: z.string().optional(),
});
export type ArgumentField = z.infer<typeof argumentFieldSchema>;

export const checkGroups = ['completeness', 'uniqueness', 'numbers', 'sets', 'text', 'dates', 'several', 'figures', 'distribution', 'table', 'relations', 'arrival'] as const;
export const checkScopes = ['column', 'pair', 'columns', 'table'] as const;
export const checkKindSchema = z.object({
  kind: z.string(),
  title: z.string(),
  group: z.enum(checkGroups),
  scope: z.enum(checkScopes),
  /** Whether each row passes or fails, so that `mostly` and failing rows have a meaning. */
  rows: z.boolean(),
  /** Whether each group of another column can be judged by itself (`by`). */
  perGroup: z.boolean(),
  /** Types of columns it makes sense for. */
  types: z.array(columnTypeSchema),
  fields: z.array(argumentFieldSchema),
});
export type CheckKind = z.infer<typeof checkKindSchema>;

export const validationSchema = z.object({
  id: idSchema,
  snapshotId: idSchema,
  success: z.boolean(),
  statistics: z.object({ checks: z.number().int(), passed: z.number().int(), failed: z.number().int(), failingRows: z.number().int() }),
  results: z.array(checkResultSchema),
  createdAt: timeSchema,
  /** The saved version of the rules that was counted; null where it was none of them. */
  schemaVersion: z.number().int().nullable(),
});
export type Validation = z.infer<typeof validationSchema>;

export const suggestionSchema = z.object({
  check: checkSchema,
  rule: z.string(),
  confidence: z.number(),
  /** Earlier versions, and how many of them would have failed; null for the first version. */
  backtest: z.object({ versions: z.number().int(), failed: z.number().int() }).nullable(),
});

/** One check in one validation; `key` names the same rule across versions of the schema. */
export const historyResultSchema = z.object({ key: z.string(), column: z.string().nullable(), check: z.string(), success: z.boolean(), failureShare: z.number(), figure: z.number().nullable() });

export const schemaVersionSchema = z.object({
  version: z.number().int(),
  savedAt: timeSchema,
  checks: z.number().int(),
  columns: z.number().int(),
  /** The data it was first counted on, or null where it was not counted yet. */
  firstUse: z.object({ snapshotId: idSchema, number: z.number().int(), usedAt: timeSchema }).nullable(),
});
export type SchemaVersion = z.infer<typeof schemaVersionSchema>;

const savedSchemaSchema = z.object({ version: z.number().int(), savedAt: timeSchema, schema: dataSchemaSchema });

/** Another version that checks of relations may name. */
export const referenceSchema = z.object({ names: z.array(z.string().max(1000)).min(1).max(10), snapshotId: idSchema });
export type Reference = z.infer<typeof referenceSchema>;

export const qualityEndpoints = {
  'quality.profile': query(z.object({ snapshotId: idSchema }), profileSchema),
  /** A first look at a file that waits for its import: the same profile, and what only concerns the import. Throws `invalid-input` where no row can be read yet. */
  'quality.preview': query(importRequestSchema.pick({ ticket: true, reading: true, columns: true }), previewSchema),
  'quality.inferSchema': query(z.object({ snapshotId: idSchema }), dataSchemaSchema),
  /** Checks that this version suggests, how sure each is (0 to 1), and what it would have said of earlier versions. */
  'quality.suggestions': query(z.object({ snapshotId: idSchema }), z.array(suggestionSchema)),
  /** Every kind of check there is, with the arguments it takes. */
  'quality.catalogue': query(emptySchema, z.array(checkKindSchema)),
  /** Checks in words; of one that cannot be right, why. Looks at no data. */
  'quality.describeChecks': query(z.object({ checks: z.array(checkSchema).max(20_000) }), z.array(z.object({ rule: z.string().nullable(), problem: z.string().nullable() }))),
  /** The schema saved for a dataset, or null where none was saved yet. */
  'quality.schema': query(z.object({ datasetId: idSchema }), savedSchemaSchema.nullable()),
  /** Every version of a dataset's schema, newest first. */
  'quality.schemaVersions': query(z.object({ datasetId: idSchema }), z.array(schemaVersionSchema)),
  /** Throws `not-found`. */
  'quality.schemaVersion': query(z.object({ datasetId: idSchema, version: z.number().int().positive() }), savedSchemaSchema),
  'quality.saveSchema': command(z.object({ datasetId: idSchema, schema: dataSchemaSchema }), z.object({ version: z.number().int() })),
  'quality.validate': job(z.object({ snapshotId: idSchema, schema: dataSchemaSchema.optional(), references: z.array(referenceSchema).max(100).optional() }), validationSchema),
  'quality.lastValidation': query(z.object({ snapshotId: idSchema }), validationSchema.nullable()),
  /** Validations of a dataset's versions, oldest first, for the history picture. */
  'quality.history': query(z.object({ datasetId: idSchema }), z.array(z.object({ snapshotId: idSchema, number: z.number().int(), createdAt: timeSchema, results: z.array(historyResultSchema) }))),
  /** Counts failures of one rule while it is edited. Nothing is stored. */
  'quality.tryCheck': query(z.object({ snapshotId: idSchema, check: checkSchema }), checkResultSchema),
  'quality.failingRows': query(
    z.object({ snapshotId: idSchema, check: checkSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }),
    z.object({ total: z.number().int(), columns: z.array(z.string()), rowNumbers: z.array(z.number().int()), lines: z.array(z.number().int()), rows: z.array(z.array(cellSchema)) }),
  ),
};
