/** The open project: what it is, and where the analyst stands. */
import { z } from 'zod';
import { command, job, query } from '../contract/endpoint';
import { doneSchema, emptySchema, idSchema, timeSchema } from './common';
import { forecastSchema } from './forecasting';
import { lineageDirections, lineageSchema } from './lineage';
import { decisionSchema } from './registry';
import { runDetailSchema, runSchema } from './tracking';

export const projectSchema = z.object({ id: idSchema, name: z.string(), formatVersion: z.number().int(), appVersion: z.string() });
export type Project = z.infer<typeof projectSchema>;

/** One sentence of state with its reason and one link (an address of the window). */
export const standingSchema = z.object({ tone: z.enum(['good', 'attention', 'failure', 'neutral']), title: z.string(), reason: z.string(), link: z.object({ label: z.string(), address: z.string() }).nullable() });
export type Standing = z.infer<typeof standingSchema>;

export const overviewSchema = z.object({
  project: projectSchema,
  counts: z.object({ datasets: z.number().int(), failingChecks: z.number().int(), runs: z.number().int(), forecasts: z.number().int(), /** Pipeline runs that wait for a person. */ waitingRuns: z.number().int(), firingAlerts: z.number().int(), /** Open questions of the shared folder. */ conflicts: z.number().int() }),
  newest: z.object({ datasetId: idSchema, datasetName: z.string(), snapshotId: idSchema, number: z.number().int(), rows: z.number().int(), createdAt: timeSchema }).nullable(),
  champion: z.object({ decision: decisionSchema, detail: runDetailSchema }).nullable(),
  /** What stands against the champion, where one was set. */
  challenger: z.object({ decision: decisionSchema, detail: runDetailSchema }).nullable(),
  lastRuns: z.array(runSchema),
  lastForecast: forecastSchema.nullable(),
  standings: z.array(standingSchema),
  /** The one thing that is due. */
  due: z.object({ title: z.string(), reason: z.string(), action: z.string(), address: z.string() }).nullable(),
});
export type Overview = z.infer<typeof overviewSchema>;

export const projectEndpoints = {
  'project.info': query(emptySchema, projectSchema),
  'project.overview': query(emptySchema, overviewSchema),
  'project.rename': command(z.object({ name: z.string().min(1).max(200) }), doneSchema),
  /** What a thing was made of, back to the rows: kind is forecast, version (by its run's id), run, race, snapshot, source or rows, or what an area adds. */
  'project.lineage': query(z.object({ kind: z.string().min(1).max(50), id: idSchema, direction: z.enum(lineageDirections).default('back') }), lineageSchema),
  /** Fills an empty project with the shipped samples. */
  'project.loadSamples': job(emptySchema, z.object({ snapshotIds: z.array(idSchema) })),
};
