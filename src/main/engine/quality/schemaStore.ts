/** Versions of the rules of each dataset. */
import { z } from 'zod';
import { storedSchemaSchema, type DataSchema } from '@shared/areas/qualitySchema';
import type { SchemaVersion } from '@shared/areas/quality';
import { EngineError } from '@shared/contract/errors';
import { qualityMessages } from '@shared/messages/quality';
import { canonicalJson } from '../kernel/hashing';
import type { Db } from '../storage/database';

export interface SavedSchema {
  readonly version: number;
  readonly savedAt: number;
  readonly schema: DataSchema;
}

const schemaRow = z.object({ version: z.number(), saved_at: z.number(), schema: z.string() });

/** The newest one of the dataset. */
export function findSchema(db: Db, datasetId: string): SavedSchema | null {
  return savedIn(db.prepare('select version, saved_at, schema from data_schemas where dataset_id = ? order by version desc limit 1').get(datasetId));
}

/** Throws `not-found`. */
export function readSchemaVersion(db: Db, datasetId: string, version: number): SavedSchema {
  const saved = savedIn(db.prepare('select version, saved_at, schema from data_schemas where dataset_id = ? and version = ?').get(datasetId, version));
  if (!saved) throw new EngineError('not-found', qualityMessages.noSchemaVersion(version), { datasetId, version });
  return saved;
}

function savedIn(raw: unknown): SavedSchema | null {
  if (raw === undefined) return null;
  const row = schemaRow.parse(raw);
  return { version: row.version, savedAt: row.saved_at, schema: storedSchemaSchema.parse(JSON.parse(row.schema)) };
}

const versionRow = z.object({ version: z.number(), saved_at: z.number(), checks: z.number(), columns: z.number(), snapshot_id: z.string().nullable(), number: z.number().nullable(), used_at: z.number().nullable() });

/** Newest first, each with the data it was first counted on. */
export function listSchemaVersions(db: Db, datasetId: string): SchemaVersion[] {
  const rows = db
    .prepare(
      `with uses as (
         select v.schema_version, v.snapshot_id, s.number, v.created_at, row_number() over (partition by v.schema_version order by v.created_at, v.id) as place
         from validations v join snapshots s on s.id = v.snapshot_id
         where s.dataset_id = ? and v.schema_version is not null
       )
       select d.version, d.saved_at, json_array_length(d.schema, '$.checks') as checks, json_array_length(d.schema, '$.columns') as columns, u.snapshot_id, u.number, u.created_at as used_at
       from data_schemas d left join uses u on u.schema_version = d.version and u.place = 1
       where d.dataset_id = ? order by d.version desc`,
    )
    .all(datasetId, datasetId);
  return z.array(versionRow).parse(rows).map(({ version, saved_at: savedAt, checks, columns, snapshot_id: snapshotId, number, used_at: usedAt }) => ({
    version,
    savedAt,
    checks,
    columns,
    firstUse: snapshotId === null || number === null || usedAt === null ? null : { snapshotId, number, usedAt },
  }));
}

/** Saving what is saved already adds no version. */
export function saveSchema(db: Db, datasetId: string, schema: DataSchema, now: number): number {
  return db
    .transaction(() => {
      const last = findSchema(db, datasetId);
      if (last && isSameSchema(last.schema, schema)) return last.version;
      const version = (last?.version ?? 0) + 1;
      db.prepare('insert into data_schemas (dataset_id, version, schema, saved_at) values (?, ?, ?, ?)').run(datasetId, version, canonicalJson(schema), now);
      return version;
    })
    .immediate();
}

export function isSameSchema(a: DataSchema, b: DataSchema): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
