/** Ways in and out: runs, models and data in the forms of other tools. */
import { z } from 'zod';
import { job, query } from '../contract/endpoint';
import { emptySchema, idSchema, outputFileSchema, ticketSchema, timeSchema } from './common';

/** What is exported: one run, all runs of a race, everything the project trained, a version of the data, or all versions of a dataset. */
export const exportSubjectSchema = z.union([
  z.object({ runId: idSchema }),
  z.object({ experimentId: idSchema }),
  z.object({ project: z.literal(true) }),
  z.object({ snapshotId: idSchema }),
  z.object({ datasetId: idSchema }),
]);
export type ExportSubject = z.infer<typeof exportSubjectSchema>;

export const exportFormats = ['mlflow', 'almanac', 'onnx', 'xgboost', 'lightgbm', 'dvc'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const exportResultSchema = z.object({
  /** Paths within the folder or the archive, with forward slashes, in order. */
  files: z.array(z.string()),
  /** One plain sentence for everything the format cannot say. */
  notExpressible: z.array(z.string()),
  /** The archive, where no folder was named. */
  archive: outputFileSchema.nullable(),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

export const runSources = ['mlflow'] as const;
export const dataSources = ['dvc'] as const;

const pointSchema = z.object({ time: timeSchema, step: z.number(), value: z.number().nullable() });
/** A run of another tool: kept to be read, searched and compared; it has no model here and cannot be promoted. */
export const importedRunSchema = z.object({
  id: idSchema,
  source: z.enum(runSources),
  experiment: z.string(),
  name: z.string(),
  state: z.enum(['running', 'scheduled', 'finished', 'failed', 'killed']),
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  parameters: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  /** Last value by (step, time, value), as MLflow shows it; null where it is not a number. */
  metrics: z.record(z.string(), z.object({ last: z.number().nullable(), points: z.array(pointSchema) })),
  datasets: z.array(z.object({ name: z.string(), digest: z.string(), context: z.string() })),
  deleted: z.boolean(),
  importedAt: timeSchema,
});
export type ImportedRun = z.infer<typeof importedRunSchema>;

export const runImportSchema = z.object({
  experiments: z.number().int(),
  runs: z.number().int(),
  /** Runs that were here already, unchanged. */
  alreadyThere: z.number().int(),
  /** What was passed over and why. */
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
});
export type RunImport = z.infer<typeof runImportSchema>;

export const dataImportSchema = z.object({
  /** md5 and told are what DVC says: the hash it goes by, and its description, kind and labels. */
  snapshots: z.array(z.object({ path: z.string(), md5: z.string(), told: z.string().nullable(), snapshotId: idSchema, dataset: z.string(), number: z.number().int(), alreadyThere: z.boolean() })),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
});
export type DataImport = z.infer<typeof dataImportSchema>;

/** Tables of a cache or remote, whose contents go by their hash alone. */
export const dataObjectsSchema = z.object({
  tables: z.array(
    z.object({
      md5: z.string(),
      /** Its name where a listing of a folder has it (`named`), else its place in the store. */
      path: z.string(),
      named: z.boolean(),
      sizeBytes: z.number(),
      /** The first cells, header first. */
      cells: z.array(z.array(z.string())),
    }),
  ),
  /** Contents that were not looked at, because there are too many. */
  notListed: z.number().int(),
});
export type DataObjects = z.infer<typeof dataObjectsSchema>;

const md5Schema = z.string().regex(/^[0-9a-f]{32}$/);

export const interopEndpoints = {
  /** Writes into the folder of the ticket, else into a ZIP archive; `remote` (DVC) takes the contents, and only what points to them is written. A file that is there with other contents is a `conflict`, and nothing is written. */
  'interop.export': job(z.object({ subject: exportSubjectSchema, format: exportFormatSchema, folder: ticketSchema.optional(), remote: ticketSchema.optional() }), exportResultSchema),
  /** Formats a subject can be written in, each with null or the reason why not. */
  'interop.formats': query(z.object({ subject: exportSubjectSchema }), z.array(z.object({ format: exportFormatSchema, reason: z.string().nullable() }))),
  /** Reads the runs of an MLflow file store (mlruns) or of a folder with an mlflow.db. */
  'interop.importRuns': job(z.object({ from: z.enum(runSources), folder: ticketSchema }), runImportSchema),
  /** Newest first. */
  'interop.importedRuns': query(emptySchema, z.array(importedRunSchema)),
  /** Tables of a DVC repository, or of the one `.dvc` file that the ticket stands for: now, and before by what git remembers; null for a cache or remote. */
  'interop.dataVersions': query(z.object({ from: z.enum(dataSources), folder: ticketSchema }), z.object({ tables: z.number().int(), earlier: z.number().int() }).nullable()),
  /** What can be chosen of a DVC cache or remote; null for a repository, whose files have names. */
  'interop.dataObjects': query(z.object({ from: z.enum(dataSources), folder: ticketSchema }), dataObjectsSchema.nullable()),
  /** Imports the tables that a DVC repository, cache or remote holds, or that one `.dvc` file stands for, as datasets with versions; only those with these hashes where some are named; `earlier`: with the versions that git remembers, oldest first. */
  'interop.importData': job(z.object({ from: z.enum(dataSources), folder: ticketSchema, objects: z.array(md5Schema).min(1).max(100_000).optional(), earlier: z.boolean().default(false) }), dataImportSchema),
};
