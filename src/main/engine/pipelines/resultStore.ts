/** What steps made, by key. Written in the transaction of the event that says so. */
import { z } from 'zod';
import { artifactsSchema, sayingSchema, type Artifacts, type Saying } from '@shared/areas/pipelines';
import type { Db } from '../storage/database';
import { keyPartsSchema, type KeyParts } from './stepKey';

export interface StepOutcome {
  readonly key: string;
  readonly pipeline: string;
  readonly step: string;
  readonly parts: KeyParts;
  readonly outputs: Artifacts;
  readonly said: Saying | null;
  /** The run that made it, and when. */
  readonly runId: string;
  readonly madeAt: number;
}

const rowSchema = z.object({ key: z.string(), pipeline: z.string(), step: z.string(), parts: z.string(), outputs: z.string(), said: z.string().nullable(), run_id: z.string(), made_at: z.number() });

function toOutcome(raw: unknown): StepOutcome {
  const row = rowSchema.parse(raw);
  return {
    key: row.key,
    pipeline: row.pipeline,
    step: row.step,
    parts: keyPartsSchema.parse(JSON.parse(row.parts)),
    outputs: artifactsSchema.parse(JSON.parse(row.outputs)),
    said: row.said === null ? null : sayingSchema.parse(JSON.parse(row.said)),
    runId: row.run_id,
    madeAt: row.made_at,
  };
}

/** A key made anew, because what it stood for was gone, replaces the older one. */
export function saveResult(db: Db, result: StepOutcome): void {
  db.prepare('insert or replace into pipeline_results (key, pipeline, step, parts, outputs, said, run_id, made_at) values (?, ?, ?, ?, ?, ?, ?, ?)').run(
    result.key,
    result.pipeline,
    result.step,
    JSON.stringify(result.parts),
    JSON.stringify(result.outputs),
    result.said === null ? null : JSON.stringify(result.said),
    result.runId,
    result.madeAt,
  );
}

export function findResult(db: Db, key: string): StepOutcome | null {
  const row: unknown = db.prepare('select * from pipeline_results where key = ?').get(key);
  return row === undefined ? null : toOutcome(row);
}

/** The newest thing a step of a pipeline made, to say what differs now. */
export function latestResult(db: Db, pipeline: string, step: string): StepOutcome | null {
  const row: unknown = db.prepare('select * from pipeline_results where pipeline = ? and step = ? order by made_at desc, rowid desc limit 1').get(pipeline, step);
  return row === undefined ? null : toOutcome(row);
}
