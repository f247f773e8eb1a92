/** Acting on failures: repairs proposed for a failing check, tried, and done; spellings of one value; the rows that were set aside. */
import { z } from 'zod';
import { job, query } from '../contract/endpoint';
import { cellSchema, idSchema } from './common';
import { snapshotSchema } from './datasets';
import { validationSchema } from './quality';
import { checkSchema } from './qualitySchema';
import { repairOutcomeSchema, repairSchema, repairsSchema } from './repairs';

export const repairExampleSchema = z.object({
  row: z.number().int(),
  line: z.number().int(),
  /** Cells that change; none in a row that is set aside. */
  cells: z.array(z.object({ column: z.string(), before: cellSchema, after: cellSchema })),
  setAside: z.boolean(),
});

/** What repairs would come to. */
export const repairTrialSchema = z.object({
  /** One for each repair, with its sentence. */
  steps: z.array(repairOutcomeSchema.extend({ text: z.string() })),
  rows: z.object({ before: z.number().int(), after: z.number().int() }),
  columns: z.object({ before: z.number().int(), after: z.number().int() }),
  /** Rows that fail the check that was asked about. */
  failures: z.object({ before: z.number().int(), after: z.number().int() }).nullable(),
  /** The first rows that change or are set aside. */
  examples: z.array(repairExampleSchema),
});
export type RepairTrial = z.infer<typeof repairTrialSchema>;

export const repairProposalSchema = z.object({ title: z.string(), reason: z.string(), repairs: repairsSchema, trial: repairTrialSchema });
export type RepairProposal = z.infer<typeof repairProposalSchema>;

/** Spellings of one value in a column, the most common one first. */
export const spellingGroupSchema = z.object({ value: z.string(), rows: z.number().int(), spellings: z.array(z.object({ value: z.string(), rows: z.number().int() })) });
export type SpellingGroup = z.infer<typeof spellingGroupSchema>;

export const repairResultSchema = z.object({
  snapshot: snapshotSchema,
  /** True where a version with these repairs was here before: it is in use again. */
  alreadyThere: z.boolean(),
  validation: validationSchema,
});
export type RepairResult = z.infer<typeof repairResultSchema>;

export const qualityRepairsEndpoints = {
  /** Repairs that make fewer rows fail a check, the best first; none for a check that judges one figure and nothing can be said about. Without a check: what the rules declare done to the table, and all rows set aside that fail a critical check. */
  'quality.proposeRepairs': query(z.object({ snapshotId: idSchema, check: checkSchema.optional() }), z.object({ failures: z.number().int(), proposals: z.array(repairProposalSchema) })),
  /** Nothing is stored. Throws `invalid-input` for a repair that does not fit. */
  'quality.tryRepair': query(z.object({ snapshotId: idSchema, repairs: repairsSchema, check: checkSchema.optional() }), repairTrialSchema),
  /** Adds repairs to those a version has, or takes some back by their places from 0: the version that comes of it is in use, its rules are counted, and the next file of its shape is repaired the same way. */
  'quality.repair': job(z.object({ snapshotId: idSchema, repairs: z.array(repairSchema).max(200).default([]), takeBack: z.array(z.number().int().nonnegative()).max(200).default([]) }), repairResultSchema),
  /** Columns of categories in which values are only spelled differently. */
  'quality.variants': query(z.object({ snapshotId: idSchema }), z.array(z.object({ column: z.string(), rows: z.number().int(), groups: z.array(spellingGroupSchema) }))),
  /** The repairs of a version and the rows that each set aside; numbers are those of the table as read. */
  'quality.setAside': query(
    z.object({ snapshotId: idSchema, offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) }),
    z.object({
      total: z.number().int(),
      /** `reason`: what the rows of this repair failed, null where it sets none aside. */
      steps: z.array(repairOutcomeSchema.extend({ text: z.string(), reason: z.string().nullable() })),
      columns: z.array(z.string()),
      rowNumbers: z.array(z.number().int()),
      lines: z.array(z.number().int()),
      /** Place of the repair that set the row aside. */
      places: z.array(z.number().int()),
      rows: z.array(z.array(cellSchema)),
    }),
  ),
};
