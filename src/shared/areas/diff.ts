/** The difference of two snapshots: columns, rows by key, and how each column's values moved. */
import { z } from 'zod';
import { job, query } from '../contract/endpoint';
import { cellSchema, columnTypeSchema, idSchema, roleSchema } from './common';

export const differenceKinds = ['changed', 'added', 'removed'] as const;
export const differenceKindSchema = z.enum(differenceKinds);
export type DifferenceKind = z.infer<typeof differenceKindSchema>;

/** Columns of the key; left out: proposed from the data; empty: none, rows are compared as whole rows. */
const keySchema = z.array(z.string()).max(8).optional();

const pairSchema = z.object({ beforeId: idSchema, afterId: idSchema, key: keySchema });

const versionSchema = z.object({ snapshotId: idSchema, datasetName: z.string(), number: z.number().int(), rows: z.number().int() });

/** Rows whose key stands more than once on a side; they are compared as whole rows. */
const repeatedSchema = z.object({ keys: z.number().int(), rows: z.number().int() });

export const diffKeySchema = z.object({
  columns: z.array(z.string()),
  origin: z.enum(['given', 'proposed', 'none']),
  /** Why this key, in plain words. */
  reason: z.string(),
  repeated: z.object({ before: repeatedSchema, after: repeatedSchema }),
});

/** One side of a column: figures that fit its kind, null elsewhere. */
export const distributionSideSchema = z.object({
  rows: z.number().int(),
  missing: z.number().int(),
  distinct: z.number().int(),
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  min: cellSchema,
  lowerQuartile: z.number().nullable(),
  median: z.number().nullable(),
  upperQuartile: z.number().nullable(),
  max: cellSchema,
});
export type DistributionSide = z.infer<typeof distributionSideSchema>;

/** Share of a side's rows in a bin; `from` and `to` are null for a value, and for missing cells and the rest. Dates in milliseconds. */
export const distributionBinSchema = z.object({
  label: z.string(),
  kind: z.enum(['range', 'value', 'rest', 'missing']),
  from: z.number().nullable(),
  to: z.number().nullable(),
  before: z.number(),
  after: z.number(),
});
export type DistributionBin = z.infer<typeof distributionBinSchema>;

/** By distance: 0, below 0.01, below 0.1, below 0.3, and from there on. */
export const changeStrengths = ['none', 'negligible', 'slight', 'clear', 'strong'] as const;
export const noticeableDistance = 0.01;

export const columnDifferenceSchema = z.object({
  column: z.string(),
  /** Name in the earlier version, where it was renamed. */
  renamedFrom: z.string().nullable(),
  type: z.object({ before: columnTypeSchema, after: columnTypeSchema }),
  /** How cells were held against each other: as values, as numbers (integer against decimal), or as text as read. */
  compared: z.enum(['value', 'number', 'text']),
  isKey: z.boolean(),
  /** Cells that differ in rows of one key; null without a key. */
  changedCells: z.number().int().nullable(),
  /** What is drawn: values as numbers, dates by period, values by name, or lengths of texts. */
  drawn: z.enum(['numbers', 'dates', 'values', 'lengths']),
  /** Jensen-Shannon distance of the shares in `bins`, 0 (equal) to 1 (nothing in common). */
  distance: z.number(),
  strength: z.enum(changeStrengths),
  /** What moved, in plain words; the first is the finding. */
  sentences: z.array(z.string()),
  before: distributionSideSchema,
  after: distributionSideSchema,
  bins: z.array(distributionBinSchema),
});
export type ColumnDifference = z.infer<typeof columnDifferenceSchema>;

export const diffSchema = z.object({
  before: versionSchema,
  after: versionSchema,
  key: diffKeySchema,
  added: z.number().int(),
  removed: z.number().int(),
  /** Rows of one key with at least one cell that differs; null without a key. */
  changed: z.number().int().nullable(),
  unchanged: z.number().int(),
  /** Cells that differ in changed rows; null without a key. */
  changedCells: z.number().int().nullable(),
  columns: z.object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    renamed: z.array(z.object({ before: z.string(), after: z.string() })),
    retyped: z.array(z.object({ column: z.string(), before: columnTypeSchema, after: columnTypeSchema })),
    roles: z.array(z.object({ column: z.string(), before: roleSchema, after: roleSchema })),
    /** The columns both have stand in another order. */
    reordered: z.boolean(),
  }),
  /** The whole in plain words; the first is the summary. */
  sentences: z.array(z.string()),
  /** Columns of both, in the later version's order. */
  distributions: z.array(columnDifferenceSchema),
});
export type Diff = z.infer<typeof diffSchema>;

export const differentRowSchema = z.object({
  kind: differenceKindSchema,
  /** Data row from 1 and line in the source file, null where the version has no such row. */
  before: z.object({ row: z.number().int(), line: z.number().int() }).nullable(),
  after: z.object({ row: z.number().int(), line: z.number().int() }).nullable(),
  /** By the columns of the page; null where the version has no such row or column. */
  beforeCells: z.array(cellSchema),
  afterCells: z.array(cellSchema),
  /** Positions of the columns whose cells differ; empty for added and removed rows. */
  differing: z.array(z.number().int()),
});
export type DifferentRow = z.infer<typeof differentRowSchema>;

export const diffRowsRequestSchema = pairSchema.extend({
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(1000),
  kinds: z.array(differenceKindSchema).default([...differenceKinds]),
  /** Only changed rows whose cell differs in this column. */
  column: z.string().optional(),
});

export const diffRowsSchema = z.object({
  total: z.number().int(),
  /** Columns of the later version, then those that only the earlier one has. */
  columns: z.array(z.object({ name: z.string(), before: columnTypeSchema.nullable(), after: columnTypeSchema.nullable(), isKey: z.boolean() })),
  rows: z.array(differentRowSchema),
});
export type DiffRows = z.infer<typeof diffRowsSchema>;

export const diffEndpoints = {
  'datasets.diff': job(pairSchema, diffSchema),
  /** Rows that differ, in the order of the later version, removed ones by their place in the earlier. */
  'datasets.diffRows': query(diffRowsRequestSchema, diffRowsSchema),
};
