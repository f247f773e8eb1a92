/** Stored forecasts of either table as facts: a row, its run, and the files it names. The job belongs to the device that ran it. */
import { z } from 'zod';
import type { SyncFact } from '../kernel/syncSource';
import type { BlobStore } from './blobStore';
import type { Db } from './database';
import { insertRow, objectsIn, readRows, rowSchema, withoutColumns } from './sharedRows';

export interface ForecastFacts {
  facts(isKnown: (key: string) => boolean): Iterable<SyncFact>;
  /** Throws where the row does not belong to the key, or its run is not here. */
  add(fact: SyncFact): void;
}

const namesSchema = z.object({ id: z.string(), run_number: z.number(), created_at: z.number() });
const bodySchema = z.object({ row: rowSchema });

export function createForecastFacts(db: Db, blobs: Pick<BlobStore, 'has'>, table: 'forecasts' | 'series_forecasts', kind: string, titleOf: (run: number) => string): ForecastFacts {
  return {
    *facts(isKnown) {
      // A forecast stands after its run, and a run travels once it came to an end.
      for (const row of readRows(db, `select f.*, r.number as run_number from ${table} f join runs r on r.id = f.run_id where r.state in ('finished', 'failed', 'cancelled') order by f.created_at, f.id`)) {
        const { id, run_number: run, created_at: madeAt } = namesSchema.parse(row);
        const key = `${kind}/${id}`;
        if (isKnown(key)) continue;
        const kept = withoutColumns(row, 'job_id', 'run_number');
        yield { key, kind, title: titleOf(run), madeAt, body: { row: kept }, objects: objectsIn([kept], blobs.has) };
      }
    },
    add({ key, body }) {
      const { row } = bodySchema.parse(body);
      if (key !== `${kind}/${String(row['id'])}`) throw new Error('The row does not belong to its key.');
      insertRow(db, table, { ...row, job_id: key });
    },
  };
}
