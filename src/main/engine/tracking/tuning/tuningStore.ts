/** Rows of searches, of their trials, and of the scores that fits brought. */
import { z } from 'zod';
import { trialSchema, tunedModelSchema, tuningSchema, type Trial, type TunedModel, type Tuning } from '@shared/areas/tuning';
import type { Db } from '../../storage/database';

export interface StoredTuning extends Omit<Tuning, 'trials'> {
  /** Names everything the search depends on but its budget. */
  readonly searchKey: string;
  /** True once settings are chosen. */
  readonly searched: boolean;
}

const rowSchema = z.object({
  id: z.string(),
  job_id: z.string(),
  experiment_id: z.string().nullable(),
  snapshot_id: z.string(),
  search_key: z.string(),
  target: z.string(),
  metric: z.string(),
  sampler: z.string(),
  minutes: z.number().nullable(),
  trials_wanted: z.number().nullable(),
  spent_ms: z.number(),
  folds: z.number(),
  unseen_repeat: z.number(),
  unseen_fold: z.number(),
  searched: z.number(),
  state: z.string(),
  models: z.string(),
  created_at: z.number(),
});

const storedSchema = tuningSchema.omit({ trials: true });

function toTuning(raw: unknown): StoredTuning {
  const row = rowSchema.parse(raw);
  const tuning = storedSchema.parse({
    id: row.id,
    jobId: row.job_id,
    experimentId: row.experiment_id,
    snapshotId: row.snapshot_id,
    target: row.target,
    metric: row.metric,
    sampler: row.sampler,
    minutes: row.minutes,
    trialsWanted: row.trials_wanted,
    spentMs: row.spent_ms,
    folds: row.folds,
    unseenRepeat: row.unseen_repeat,
    unseenFold: row.unseen_fold,
    state: row.state,
    models: JSON.parse(row.models),
    createdAt: row.created_at,
  });
  return { ...tuning, searchKey: row.search_key, searched: row.searched === 1 };
}

export function insertTuning(db: Db, tuning: StoredTuning): void {
  db.prepare(
    `insert into tunings (id, job_id, experiment_id, snapshot_id, search_key, target, metric, sampler, minutes, trials_wanted, spent_ms, folds, unseen_repeat, unseen_fold, searched, state, models, created_at)
     values (@id, @jobId, @experimentId, @snapshotId, @searchKey, @target, @metric, @sampler, @minutes, @trialsWanted, @spentMs, @folds, @unseenRepeat, @unseenFold, @searched, @state, @models, @createdAt)`,
  ).run({ ...tuning, searched: tuning.searched ? 1 : 0, models: JSON.stringify(tuning.models) });
}

export function findTuningOfJob(db: Db, jobId: string): StoredTuning | null {
  return findBy(db, 'job_id', jobId);
}

export function findTuning(db: Db, id: string): StoredTuning | null {
  return findBy(db, 'id', id);
}

export function findTuningOfExperiment(db: Db, experimentId: string): StoredTuning | null {
  return findBy(db, 'experiment_id', experimentId);
}

function findBy(db: Db, column: 'id' | 'job_id' | 'experiment_id', value: string): StoredTuning | null {
  const row: unknown = db.prepare(`select * from tunings where ${column} = ?`).get(value);
  return row === undefined ? null : toTuning(row);
}

/** Newest first. */
export function listTunings(db: Db): readonly StoredTuning[] {
  return db.prepare('select * from tunings order by created_at desc, id desc').all().map(toTuning);
}

export function saveTuningState(db: Db, id: string, state: Tuning['state']): void {
  db.prepare('update tunings set state = ? where id = ?').run(state, id);
}

export function saveSpent(db: Db, id: string, spentMs: number): void {
  db.prepare('update tunings set spent_ms = ? where id = ?').run(spentMs, id);
}

/** The search is over: what it chose. */
export function saveChoices(db: Db, id: string, models: readonly TunedModel[]): void {
  db.prepare('update tunings set models = ?, searched = 1 where id = ?').run(JSON.stringify(z.array(tunedModelSchema).parse(models)), id);
}

export function saveExperimentOfTuning(db: Db, id: string, experimentId: string): void {
  db.prepare('update tunings set experiment_id = ? where id = ?').run(experimentId, id);
}

/** A trial is written when it is proposed and again whenever more is known of it. */
export function saveTrial(db: Db, tuningId: string, trial: Trial): void {
  db.prepare(
    `insert or replace into tuning_trials (tuning_id, number, model, standard, settings, scores, state, failure, duration_ms)
     values (@tuningId, @number, @model, @standard, @settings, @scores, @state, @failure, @durationMs)`,
  ).run({ ...trial, tuningId, standard: trial.standard ? 1 : 0, settings: JSON.stringify(trial.settings), scores: JSON.stringify(trial.scores) });
}

const trialRowSchema = z.object({ number: z.number(), model: z.string(), standard: z.number(), settings: z.string(), scores: z.string(), state: z.string(), failure: z.string().nullable(), duration_ms: z.number() });

/** In the order they were proposed. */
export function trialsOfTuning(db: Db, tuningId: string): readonly Trial[] {
  return db.prepare('select * from tuning_trials where tuning_id = ? order by number').all(tuningId).map((raw) => {
    const { standard, settings, scores, duration_ms: durationMs, ...row } = trialRowSchema.parse(raw);
    return trialSchema.parse({ ...row, standard: standard === 1, settings: JSON.parse(settings), scores: JSON.parse(scores), durationMs });
  });
}

export interface FitScore {
  /** Null where the metric is undefined on the fold. */
  readonly score: number | null;
  readonly durationMs: number;
}

export function findFitScore(db: Db, key: string): FitScore | null {
  const row: unknown = db.prepare('select score, duration_ms from tuning_fits where key = ?').get(key);
  if (row === undefined) return null;
  const { score, duration_ms: durationMs } = z.object({ score: z.number().nullable(), duration_ms: z.number() }).parse(row);
  return { score, durationMs };
}

export function saveFitScore(db: Db, key: string, { score, durationMs }: FitScore): void {
  db.prepare('insert or replace into tuning_fits (key, score, duration_ms) values (?, ?, ?)').run(key, score, durationMs);
}

/** After a crash nothing runs any more. */
export function markTuningsInterrupted(db: Db): void {
  db.prepare("update tunings set state = 'interrupted' where state in ('searching', 'racing')").run();
}
