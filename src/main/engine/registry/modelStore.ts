/** Rows of registered models and their versions. */
import { z } from 'zod';
import { taskSchema, type Task } from '@shared/areas/tracking';
import type { Db } from '../storage/database';

export interface StoredModel {
  readonly id: string;
  readonly name: string;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly target: string;
  readonly task: Task;
  readonly createdAt: number;
}

export interface StoredVersion {
  readonly id: string;
  readonly modelId: string;
  readonly number: number;
  readonly runId: string;
  readonly createdAt: number;
}

const modelRow = z
  .object({ id: z.string(), name: z.string(), dataset_id: z.string(), dataset_name: z.string(), target: z.string(), task: taskSchema, created_at: z.number() })
  .transform(({ dataset_id, dataset_name, created_at, ...row }): StoredModel => ({ ...row, datasetId: dataset_id, datasetName: dataset_name, createdAt: created_at }));

const versionRow = z
  .object({ id: z.string(), model_id: z.string(), number: z.number(), run_id: z.string(), created_at: z.number() })
  .transform(({ model_id, run_id, created_at, ...row }): StoredVersion => ({ ...row, modelId: model_id, runId: run_id, createdAt: created_at }));

const selectModels = 'select m.*, s.name as dataset_name from registered_models m join datasets s on s.id = m.dataset_id';

/** Newest first. */
export function listModels(db: Db): readonly StoredModel[] {
  return z.array(modelRow).parse(db.prepare(`${selectModels} order by m.created_at desc, m.id desc`).all());
}

/** By id, else by name. */
export function findModel(db: Db, reference: string): StoredModel | null {
  const row: unknown = db.prepare(`${selectModels} where m.id = @reference or m.name = @reference order by m.id = @reference desc limit 1`).get({ reference });
  return row === undefined ? null : modelRow.parse(row);
}

export function findModelOf(db: Db, datasetId: string, target: string, task: Task): StoredModel | null {
  const row: unknown = db.prepare(`${selectModels} where m.dataset_id = ? and m.target = ? and m.task = ?`).get(datasetId, target, task);
  return row === undefined ? null : modelRow.parse(row);
}

export function insertModel(db: Db, model: Omit<StoredModel, 'datasetName'>): void {
  db.prepare('insert into registered_models (id, name, dataset_id, target, task, created_at) values (@id, @name, @datasetId, @target, @task, @createdAt)').run(model);
}

export function renameModel(db: Db, id: string, name: string): void {
  db.prepare('update registered_models set name = ? where id = ?').run(name, id);
}

export function findVersion(db: Db, runId: string): StoredVersion | null {
  const row: unknown = db.prepare('select * from model_versions where run_id = ?').get(runId);
  return row === undefined ? null : versionRow.parse(row);
}

/** Newest first. */
export function versionsOf(db: Db, modelId: string): readonly StoredVersion[] {
  return z.array(versionRow).parse(db.prepare('select * from model_versions where model_id = ? order by number desc').all(modelId));
}

/** Gives the version its number within the model. */
export function insertVersion(db: Db, version: Omit<StoredVersion, 'number'>): void {
  db.prepare(
    `insert into model_versions (id, model_id, number, run_id, created_at)
     values (@id, @modelId, (select coalesce(max(number), 0) + 1 from model_versions where model_id = @modelId), @runId, @createdAt)`,
  ).run(version);
}
