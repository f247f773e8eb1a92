/** Rows of experiments. */
import { z } from 'zod';
import { experimentSchema, type Experiment } from '@shared/areas/tracking';
import type { Db } from '../storage/database';

/** What comparison and held-out predictions need beside the public record. */
export interface StoredExperiment extends Experiment {
  /** Object with row numbers, actual values and the rows of every fold. */
  readonly planObject: string;
  /** Equal where two experiments train on the same rows of the same snapshot. */
  readonly rowsDigest: string;
  /** Equal where two experiments hold out the same rows in the same folds. */
  readonly splitDigest: string;
}

const rowSchema = z.object({
  id: z.string(),
  number: z.number(),
  job_id: z.string(),
  snapshot_id: z.string(),
  request: z.string(),
  metric: z.string(),
  target_transform: z.string(),
  steps: z.string().nullable(),
  leakage: z.string(),
  used_columns: z.string(),
  excluded_columns: z.string(),
  treated_columns: z.string(),
  rows: z.number(),
  repeated_rows: z.number(),
  missing_target_rows: z.number(),
  group_count: z.number().nullable(),
  honesty: z.string().nullable(),
  control: z.string().nullable(),
  split_advice: z.string().nullable(),
  plan_object: z.string(),
  rows_digest: z.string(),
  split_digest: z.string(),
  best: z.string().nullable(),
  baseline: z.string().nullable(),
  created_at: z.number(),
});

function toExperiment(raw: unknown): StoredExperiment {
  const row = rowSchema.parse(raw);
  const experiment = experimentSchema.parse({
    id: row.id,
    number: row.number,
    jobId: row.job_id,
    snapshotId: row.snapshot_id,
    request: JSON.parse(row.request),
    metric: row.metric,
    targetTransform: row.target_transform,
    steps: row.steps === null ? null : JSON.parse(row.steps),
    leakage: JSON.parse(row.leakage),
    usedColumns: JSON.parse(row.used_columns),
    excludedColumns: JSON.parse(row.excluded_columns),
    treatedColumns: JSON.parse(row.treated_columns),
    rows: row.rows,
    repeatedRows: row.repeated_rows,
    missingTargetRows: row.missing_target_rows,
    groups: row.group_count,
    honesty: row.honesty === null ? null : JSON.parse(row.honesty),
    control: row.control === null ? null : JSON.parse(row.control),
    splitAdvice: row.split_advice === null ? null : JSON.parse(row.split_advice),
    best: row.best,
    baseline: row.baseline,
    createdAt: row.created_at,
  });
  return { ...experiment, planObject: row.plan_object, rowsDigest: row.rows_digest, splitDigest: row.split_digest };
}

/** What of a stored experiment belongs on the wire. */
export function toPublicExperiment({ planObject: _plan, rowsDigest: _rows, splitDigest: _split, ...experiment }: StoredExperiment): Experiment {
  return experiment;
}

/** Gives the experiment its running number. */
export function insertExperiment(db: Db, experiment: Omit<StoredExperiment, 'number'>): StoredExperiment {
  const number = z.number().parse(db.prepare('select coalesce(max(number), 0) + 1 from experiments').pluck().get());
  db.prepare(
    `insert into experiments (id, number, job_id, snapshot_id, request, metric, target_transform, steps, leakage, used_columns, excluded_columns, treated_columns,
       rows, repeated_rows, missing_target_rows, group_count, honesty, control, split_advice, plan_object, rows_digest, split_digest, best, baseline, created_at)
     values (@id, @number, @jobId, @snapshotId, @request, @metric, @targetTransform, @steps, @leakage, @usedColumns, @excludedColumns, @treatedColumns,
       @rows, @repeatedRows, @missingTargetRows, @groups, @honesty, @control, @splitAdvice, @planObject, @rowsDigest, @splitDigest, @best, @baseline, @createdAt)`,
  ).run({
    ...experiment,
    number,
    request: JSON.stringify(experiment.request),
    steps: experiment.steps === null ? null : JSON.stringify(experiment.steps),
    leakage: JSON.stringify(experiment.leakage),
    ...evidenceRow(experiment),
    splitAdvice: orNull(experiment.splitAdvice),
    usedColumns: JSON.stringify(experiment.usedColumns),
    excludedColumns: JSON.stringify(experiment.excludedColumns),
    treatedColumns: JSON.stringify(experiment.treatedColumns),
  });
  return { ...experiment, number };
}

/** Scores beside the race, once they are measured. */
export function saveEvidence(db: Db, experimentId: string, evidence: Pick<Experiment, 'honesty' | 'control'>): void {
  db.prepare('update experiments set honesty = @honesty, control = @control where id = @experimentId').run({ ...evidenceRow(evidence), experimentId });
}

function evidenceRow({ honesty, control }: Pick<Experiment, 'honesty' | 'control'>): { honesty: string | null; control: string | null } {
  return { honesty: orNull(honesty), control: orNull(control) };
}

function orNull(document: unknown): string | null {
  return document === null ? null : JSON.stringify(document);
}

export function saveVerdict(db: Db, experimentId: string, best: string | null, baseline: string | null): void {
  db.prepare('update experiments set best = ?, baseline = ? where id = ?').run(best, baseline, experimentId);
}

export function findExperiment(db: Db, id: string): StoredExperiment | null {
  const row: unknown = db.prepare('select * from experiments where id = ?').get(id);
  return row === undefined ? null : toExperiment(row);
}

export function findExperimentOfJob(db: Db, jobId: string): StoredExperiment | null {
  const row: unknown = db.prepare('select * from experiments where job_id = ?').get(jobId);
  return row === undefined ? null : toExperiment(row);
}

/** Newest first. */
export function listExperiments(db: Db, snapshotId: string | undefined): readonly StoredExperiment[] {
  const rows: unknown[] = snapshotId === undefined ? db.prepare('select * from experiments order by number desc').all() : db.prepare('select * from experiments where snapshot_id = ? order by number desc').all(snapshotId);
  return rows.map(toExperiment);
}
