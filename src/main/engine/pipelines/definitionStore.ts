/** Rows of pipelines and the versions of their definitions. */
import { z } from 'zod';
import { pipelineDefinitionSchema, type PipelineDefinition } from '@shared/areas/pipelineDefinition';
import { canonicalJson } from '../kernel/hashing';
import type { Db } from '../storage/database';

export interface StoredPipeline {
  readonly name: string;
  readonly paused: boolean;
  readonly version: number;
  readonly savedAt: number;
  readonly definition: PipelineDefinition;
}

const rowSchema = z.object({ name: z.string(), paused: z.number(), number: z.number(), saved_at: z.number(), definition: z.string() });

function toPipeline(raw: unknown): StoredPipeline {
  const row = rowSchema.parse(raw);
  return { name: row.name, paused: row.paused === 1, version: row.number, savedAt: row.saved_at, definition: pipelineDefinitionSchema.parse(JSON.parse(row.definition)) };
}

const selectNewest = `select p.name, p.paused, v.number, v.saved_at, v.definition from pipelines p
  join pipeline_versions v on v.pipeline = p.name and v.number = (select max(number) from pipeline_versions where pipeline = p.name)`;

export function findPipeline(db: Db, name: string): StoredPipeline | null {
  const row: unknown = db.prepare(`${selectNewest} where p.name = ?`).get(name);
  return row === undefined ? null : toPipeline(row);
}

export function listPipelines(db: Db): readonly StoredPipeline[] {
  return db.prepare(`${selectNewest} order by p.created_at, p.name`).all().map(toPipeline);
}

export function readVersion(db: Db, name: string, number: number): PipelineDefinition {
  const text = z.string().parse(db.prepare('select definition from pipeline_versions where pipeline = ? and number = ?').pluck().get(name, number));
  return pipelineDefinitionSchema.parse(JSON.parse(text));
}

/** Returns the version that holds the document; the same document adds none. */
export function saveDefinition(db: Db, definition: PipelineDefinition, now: number): number {
  return db
    .transaction(() => {
      const known = findPipeline(db, definition.name);
      if (known && canonicalJson(known.definition) === canonicalJson(definition)) return known.version;
      if (!known) db.prepare('insert into pipelines (name, paused, created_at) values (?, 0, ?)').run(definition.name, now);
      const number = (known?.version ?? 0) + 1;
      db.prepare('insert into pipeline_versions (pipeline, number, definition, saved_at) values (?, ?, ?, ?)').run(definition.name, number, JSON.stringify(definition), now);
      return number;
    })
    .immediate();
}

export function savePaused(db: Db, name: string, paused: boolean): void {
  db.prepare('update pipelines set paused = ? where name = ?').run(paused ? 1 : 0, name);
}
