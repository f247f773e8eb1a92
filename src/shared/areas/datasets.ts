/** Datasets and their immutable snapshots: reading, paging, roles. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { diffEndpoints } from './diff';
import { grantedFileSchema } from './files';
import { repairedSchema, repairsSchema } from './repairs';
import { cellSchema, columnTypeSchema, doneSchema, emptySchema, filterSchema, idSchema, knownWhenSchema, mostColumns, roleSchema, sortSchema, ticketSchema, timeSchema } from './common';

export const encodings = ['utf-8', 'utf-16-le', 'utf-16-be', 'utf-32-le', 'windows-1252', 'iso-8859-1', 'gb18030', 'shift_jis'] as const;
export const encodingSchema = z.enum(encodings);
export type Encoding = z.infer<typeof encodingSchema>;
export const decimals = ['.', ','] as const;
export const dateOrders = ['ymd', 'dmy', 'mdy'] as const;

/** An array, not a record: a column may be called anything. */
const columnTokensSchema = z.array(z.object({ column: z.string(), tokens: z.array(z.string()).max(100) })).max(mostColumns);

/** How one file of an archive is read. */
export const memberReadingSchema = z.object({
  name: z.string(),
  encoding: encodingSchema,
  delimiter: z.string(),
  quote: z.string(),
  hasHeader: z.boolean(),
  escape: z.literal('\\').optional(),
  skipLines: z.number().int().optional(),
  quotedLines: z.literal('table').optional(),
  sheet: z.string().optional(),
});
export type MemberReading = z.infer<typeof memberReadingSchema>;

/** Wide to long: the chosen columns' names and cells go into two new columns, one row for each; the rest is repeated. */
export const unpivotSchema = z.object({
  /** `periods`: all that are named like periods of time. */
  columns: z.union([z.literal('periods'), z.array(z.string()).min(1)]),
  nameTo: z.string().min(1),
  valueTo: z.string().min(1),
  /** Names of all columns before; set once they are known. */
  names: z.array(z.string()).optional(),
});
export type Unpivot = z.infer<typeof unpivotSchema>;

/** What the user fixed about the reading; everything left out is decided from the bytes. */
export const readingRequestSchema = z.object({
  encoding: encodingSchema.optional(),
  delimiter: z.string().length(1).optional(),
  quote: z.string().length(1).optional(),
  hasHeader: z.boolean().optional(),
  decimal: z.enum(decimals).optional(),
  dateOrder: z.enum(dateOrders).optional(),
  /** Tokens read as missing beside the empty cell. */
  nullTokens: z.array(z.string()).optional(),
  /** Columns with tokens of their own, which stand in place of those above. */
  columnNullTokens: columnTokensSchema.optional(),
  /** New names for columns by position, such as an answer to duplicate or empty headers. */
  columnNames: z.array(z.string()).optional(),
  /** Set where a backslash before a quote means the quote itself. */
  escape: z.literal('\\').optional(),
  /** Lines before the header that are no part of the table, such as a report's title. */
  skipLines: z.number().int().min(0).max(10_000).optional(),
  /** Set where each line is quoted whole and the table is inside the quotes. */
  quotedLines: z.literal('table').optional(),
  /** How "(5.00)" is read. */
  parentheses: z.enum(['negative', 'text']).optional(),
  /** How "5.00-" is read. */
  trailingMinus: z.enum(['negative', 'text']).optional(),
  /** How amounts of several currencies in one column are read. */
  currencies: z.enum(['numbers', 'text']).optional(),
  /** How numbers without a percent sign among percentages are read. */
  percents: z.enum(['same', 'text']).optional(),
  /** How "555 123 456" is read where a whole column looks so. */
  digitGroups: z.enum(['number', 'text']).optional(),
  /** How "1E5" is read where a whole column looks so. */
  exponents: z.enum(['number', 'text']).optional(),
  /** How "01-02-49" is read: two-digit years up to 68 or up to 29 belong to this century, or the column stays text. */
  twoDigitYears: z.enum(['to-2068', 'to-2029', 'text']).optional(),
  /** How 45658 is read in a column named like a date. */
  dateSerials: z.enum(['number', 'excel']).optional(),
  /** Sheet of a workbook that holds the table. */
  sheet: z.string().optional(),
  /** For several files in one: the column that names each row's file; none where it is left out. */
  fileColumn: z.string().min(1).optional(),
  /** For several files in one: whether columns are the same whose names differ only in case or white space around them. */
  alikeColumns: z.enum(['join', 'apart']).optional(),
  /** For several files in one: a column that a file lacks is missing in its rows. */
  unlikeFiles: z.literal('fill').optional(),
  /** For several files in one: how each was read before; beside it the answers hold only for files that ask. */
  members: z.array(memberReadingSchema).optional(),
  unpivot: unpivotSchema.optional(),
  /** Done to the table once it is read, in this order; under the names of its columns. */
  repairs: repairsSchema.optional(),
  onAmbiguous: z.enum(['ask', 'fail', 'guess']).default('ask'),
  onRagged: z.enum(['reject', 'quarantine']).default('reject'),
});
export type ReadingRequest = z.infer<typeof readingRequestSchema>;

/** The options as resolved; part of the snapshot's identity. */
export const readingSchema = z.object({
  encoding: encodingSchema,
  delimiter: z.string(),
  quote: z.string(),
  hasHeader: z.boolean(),
  decimal: z.enum(decimals),
  dateOrder: z.enum(dateOrders),
  nullTokens: z.array(z.string()),
  onRagged: z.enum(['reject', 'quarantine']),
  /** Present only where an answer set them. */
  columnNullTokens: columnTokensSchema.optional(),
  escape: z.literal('\\').optional(),
  skipLines: z.number().int().optional(),
  quotedLines: z.literal('table').optional(),
  parentheses: z.enum(['negative', 'text']).optional(),
  trailingMinus: z.enum(['negative', 'text']).optional(),
  currencies: z.enum(['numbers', 'text']).optional(),
  percents: z.enum(['same', 'text']).optional(),
  digitGroups: z.enum(['number', 'text']).optional(),
  exponents: z.enum(['number', 'text']).optional(),
  twoDigitYears: z.enum(['to-2068', 'to-2029', 'text']).optional(),
  dateSerials: z.enum(['number', 'excel']).optional(),
  /** Present only for a workbook. */
  sheet: z.string().optional(),
  /** Present only for several files in one. */
  fileColumn: z.string().optional(),
  alikeColumns: z.enum(['join', 'apart']).optional(),
  unlikeFiles: z.literal('fill').optional(),
  members: z.array(memberReadingSchema).optional(),
  unpivot: unpivotSchema.optional(),
  /** Present only for a table that was repaired, with what the repairs came to. */
  repairs: repairsSchema.optional(),
  repaired: repairedSchema.optional(),
});
export type Reading = z.infer<typeof readingSchema>;

export const columnSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  /** Why this type: "1,573 whole numbers from 1 to 100,000". */
  evidence: z.string(),
  nulls: z.number().int(),
  distinct: z.number().int(),
  /** SHA-256 over the column's canonical values. */
  digest: z.string(),
  role: roleSchema,
  knownWhen: knownWhenSchema,
  /** True where the analyst said when it is known; else its name did. */
  knownWhenSaid: z.boolean().optional(),
});
export type Column = z.infer<typeof columnSchema>;

export const verdicts = ['accept', 'warn', 'ask', 'reject'] as const;
export const noticeSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** Of the file, from 1; the row of a sheet. */
  line: z.number().int().optional(),
  /** Character of the line, from 1, where the notice is about one place in it. */
  column: z.number().int().optional(),
  /** Byte of the file, from 0: of that place, or else of the line's beginning. */
  offset: z.number().int().optional(),
  count: z.number().int().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;
/** A line of a file; without its number where it lies far behind the head. */
export const previewLineSchema = z.object({ line: z.number().int().nullable(), text: z.string() });
export type PreviewLine = z.infer<typeof previewLineSchema>;
export const questionSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** The first option is the proposal; `apply` is merged into the reading request to answer. */
  options: z.array(
    z.object({
      label: z.string(),
      apply: readingRequestSchema.omit({ onAmbiguous: true, onRagged: true }),
      /** Telling lines of the file as they would read under this answer, the same lines in each. */
      preview: z.array(previewLineSchema).optional(),
    }),
  ),
});
export type Question = z.infer<typeof questionSchema>;

/** Conservation law: in = stored + quarantined + refused + blank + comment, for every verdict; the header is not counted. */
export const recordCountsSchema = z.object({
  in: z.number().int(),
  stored: z.number().int(),
  /** Rows left out of a stored table because they do not fit it. */
  quarantined: z.number().int(),
  /** Rows of a file of which nothing was stored: it was rejected, or questions are open. */
  refused: z.number().int().default(0),
  blank: z.number().int(),
  comment: z.number().int(),
});
export type RecordCounts = z.infer<typeof recordCountsSchema>;

export const snapshotSchema = z.object({
  /** SHA-256 as defined in the README's decisions; the same file read the same way has the same id. */
  id: idSchema,
  datasetId: idSchema,
  datasetName: z.string(),
  /** Version number within the dataset, from 1. */
  number: z.number().int(),
  sourceName: z.string(),
  sourceSha256: z.string(),
  sourceSizeBytes: z.number(),
  rows: z.number().int(),
  columns: z.array(columnSchema),
  reading: readingSchema,
  warnings: z.array(noticeSchema),
  records: recordCountsSchema,
  createdAt: timeSchema,
  /** Present only where the analyst wrote one. */
  note: z.string().optional(),
  /** Present only in the trash; `removedAt` where its rows and its file are gone for good. */
  trashedAt: timeSchema.optional(),
  removedAt: timeSchema.optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const datasetSchema = z.object({
  id: idSchema,
  name: z.string(),
  createdAt: timeSchema,
  /** The one in use first, then newest first. Those in the trash are left out. */
  versions: z.array(z.object({ snapshotId: idSchema, number: z.number().int(), rows: z.number().int(), columns: z.number().int(), sourceName: z.string(), createdAt: timeSchema, note: z.string().optional() })),
});
export type Dataset = z.infer<typeof datasetSchema>;

const cellExamplesSchema = z.array(z.object({ line: z.number().int(), text: z.string() }));

/** Several files that become one table, as far as they were looked at. */
export const unionSchema = z.object({
  /** The first of them, with the rows each brings, null where it was not looked at, and the columns it lacks. */
  files: z.array(z.object({ name: z.string(), rows: z.number().int().nullable(), lacks: z.array(z.string()) })).max(200),
  /** How many there are. */
  count: z.number().int(),
  /** Columns of the table, each with the number of files that lack it. */
  columns: z.array(z.object({ name: z.string(), lackedBy: z.number().int() })),
});
export type Union = z.infer<typeof unionSchema>;

/** A quick look at the head of a file, for the first page of the import. */
export const inspectionSchema = z.object({
  name: z.string(),
  sizeBytes: z.number(),
  reading: readingSchema,
  /** How sure each guess is and what decided, in plain words. */
  evidence: z.object({ encoding: z.string(), delimiter: z.string(), header: z.string(), decimal: z.string(), dateOrder: z.string() }),
  /** The first rows as text, header first where there is one. */
  cells: z.array(z.array(z.string())),
  /** Rows of the head that were looked at, more than are shown; all counts below are over them. */
  rowsRead: z.number().int(),
  /** False where the file goes on after the rows that were looked at. */
  wholeFile: z.boolean(),
  records: recordCountsSchema,
  columns: z.array(
    columnSchema.pick({ name: true, type: true, evidence: true, role: true, knownWhen: true, nulls: true, distinct: true }).extend({
      /** Cells that fit only the reading that was taken. */
      decides: z.object({ count: z.number().int(), examples: cellExamplesSchema }),
      /** Cells that are no values of the type that was chosen or that almost all others have. */
      misfits: z.object({ type: columnTypeSchema, count: z.number().int(), examples: cellExamplesSchema }).nullable(),
      /** Words that may stand for missing and are not read so. */
      tokens: z.array(z.object({ text: z.string(), count: z.number().int() })),
    }),
  ),
  /** True where the preview holds the whole file. */
  complete: z.boolean(),
  /** True where the file itself is text, so that encoding, delimiter and quotes can be chosen. */
  isText: z.boolean(),
  /** All sheets of a workbook; empty for other files. */
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  /** Null for a single file. */
  union: unionSchema.nullable(),
  notices: z.array(noticeSchema),
  questions: z.array(questionSchema),
  /** What may be done with the file and need not be, such as one row for each month. */
  proposals: z.array(questionSchema),
});
export type Inspection = z.infer<typeof inspectionSchema>;

export const importRequestSchema = z.object({
  ticket: ticketSchema,
  /** Dataset to add to or make; default is the file's name without its ending. */
  name: z.string().min(1).max(200).optional(),
  reading: readingRequestSchema.prefault({}),
  /** What the user changed about columns; everything else is suggested. */
  columns: z.array(z.object({ name: z.string(), type: columnTypeSchema.optional(), role: roleSchema.optional(), knownWhen: knownWhenSchema.optional() })).default([]),
  /** Lies under what is given here: its answers hold where nothing else is said, and its name is the dataset's default. */
  recipe: z.object({ name: z.string().min(1).max(200), version: z.number().int().positive().optional() }).optional(),
  /** False: what was decided is not kept as a recipe, as in an import that nobody watches. */
  remember: z.boolean().optional(),
});

export const importReportSchema = z.object({
  verdict: z.enum(verdicts),
  snapshot: snapshotSchema.nullable(),
  /** True where the same bytes read the same way were here already: nothing was added. A warning `already-imported` says so where they are in another dataset than asked for. */
  alreadyThere: z.boolean(),
  warnings: z.array(noticeSchema),
  questions: z.array(questionSchema),
  records: recordCountsSchema,
  /** How the file was read, also where nothing was stored; null where it could not be settled. */
  reading: readingSchema.nullable(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const pageRequestSchema = z.object({
  snapshotId: idSchema,
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(1000),
  sort: z.array(sortSchema).max(5).default([]),
  filters: z.array(filterSchema).max(50).default([]),
  /** Text to find in any column. */
  search: z.string().max(200).optional(),
  columns: z.array(z.string()).optional(),
});
export const pageSchema = z.object({
  /** Rows that pass the filters. */
  total: z.number().int(),
  columns: z.array(z.string()),
  /** Data row numbers from 1, in the snapshot's order. */
  rowNumbers: z.array(z.number().int()),
  rows: z.array(z.array(cellSchema)),
});
export type Page = z.infer<typeof pageSchema>;

/** Characters of a pasted table. */
export const longestPaste = 20_000_000;

export const datasetsEndpoints = {
  ...diffEndpoints,
  'datasets.inspect': query(z.object({ ticket: ticketSchema, reading: readingRequestSchema.prefault({}), types: z.array(z.object({ name: z.string(), type: columnTypeSchema })).max(mostColumns).default([]) }), inspectionSchema),
  'datasets.import': job(importRequestSchema, importReportSchema),
  /** Packs several granted files into one source that is imported as one table; its name is what theirs have in common. */
  'datasets.combine': command(z.object({ tickets: z.array(ticketSchema).min(2).max(10_000) }), grantedFileSchema),
  /** Text from the clipboard as a file to import. */
  'datasets.paste': command(z.object({ text: z.string().min(1).max(longestPaste) }), grantedFileSchema),
  'datasets.list': query(emptySchema, z.array(datasetSchema)),
  /** ref: a snapshot id, a unique prefix of at least 8 characters, `dataset@number`, or a dataset's name (its version in use). */
  'datasets.snapshot': query(z.object({ ref: z.string().min(1) }), snapshotSchema),
  'datasets.page': query(pageRequestSchema, pageSchema),
  /** The cells as read, all text, missing and empty both "". Row 0 is the header. */
  'datasets.cells': query(z.object({ snapshotId: idSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }), z.object({ cells: z.array(z.array(z.string())), total: z.number().int() })),
  'datasets.setColumns': command(
    z.object({ datasetId: idSchema, columns: z.array(z.object({ name: z.string(), role: roleSchema.optional(), knownWhen: knownWhenSchema.optional() })) }),
    doneSchema,
  ),
  /** Makes a version the one in use, which the dataset's name then means, until a new version is imported. */
  'datasets.restore': command(z.object({ snapshotId: idSchema }), doneSchema),
  'datasets.setNote': command(z.object({ snapshotId: idSchema, note: z.string().max(2000) }), doneSchema),
  /** Nothing is removed, and what was made of the versions still opens. Refused where a version is in the trash already. */
  'datasets.moveToTrash': command(z.object({ snapshotIds: z.array(idSchema).min(1) }), doneSchema),
  /** Refused where the files of a version are gone for good. */
  'datasets.takeFromTrash': command(z.object({ snapshotIds: z.array(idSchema).min(1) }), doneSchema),
  'datasets.rename': command(z.object({ datasetId: idSchema, name: z.string().min(1).max(200) }), doneSchema),
  /** Re-reads stored files and compares their hashes. deep: every object; else newest snapshots' existence and size. */
  'datasets.verify': query(
    z.object({ deep: z.boolean().default(false) }),
    z.object({ ok: z.boolean(), objects: z.number().int(), bytes: z.number(), problems: z.array(z.object({ object: z.string(), problem: z.string() })) }),
  ),
};
