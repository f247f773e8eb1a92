/** Reports: facts gathered once, then written in each format. The same run gives the same bytes, save of a PDF, which carries its date. */
import { z } from 'zod';
import { job, query } from '../contract/endpoint';
import { idSchema, outputFileSchema } from './common';

export const reportSubjectSchema = z.union([z.object({ runId: idSchema }), z.object({ forecastId: idSchema }), z.object({ seriesForecastId: idSchema })]);
export const reportFormats = ['html', 'pdf', 'xlsx', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportsEndpoints = {
  'reports.write': job(z.object({ subject: reportSubjectSchema, format: z.enum(reportFormats) }), outputFileSchema),
  /** The HTML report as text, for the live preview. */
  'reports.preview': query(z.object({ subject: reportSubjectSchema }), z.object({ html: z.string(), sha256: z.string() })),
};
