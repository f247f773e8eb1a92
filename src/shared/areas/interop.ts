/** Ways in and out: runs, models and data in the forms of other tools. */
import { z } from 'zod';
import { job, query } from '../contract/endpoint';
import { idSchema, outputFileSchema, ticketSchema } from './common';

/** What is exported: one run, all runs of a race, everything the project trained, or a version of the data. */
export const exportSubjectSchema = z.union([
  z.object({ runId: idSchema }),
  z.object({ experimentId: idSchema }),
  z.object({ project: z.literal(true) }),
  z.object({ snapshotId: idSchema }),
]);
export type ExportSubject = z.infer<typeof exportSubjectSchema>;

export const exportFormats = ['mlflow', 'onnx', 'xgboost', 'lightgbm', 'dvc'] as const;
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

export const interopEndpoints = {
  /** Writes into the folder of the ticket, else into a ZIP archive. A file that is there with other contents is a `conflict`, and nothing is written. */
  'interop.export': job(z.object({ subject: exportSubjectSchema, format: exportFormatSchema, folder: ticketSchema.optional() }), exportResultSchema),
  /** Formats a subject can be written in, each with null or the reason why not. */
  'interop.formats': query(z.object({ subject: exportSubjectSchema }), z.array(z.object({ format: exportFormatSchema, reason: z.string().nullable() }))),
};
