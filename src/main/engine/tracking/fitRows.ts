/** The rows of kept fits as upkeep sees them: how many there are, what they hold, and all of them gone. */
import { z } from 'zod';
import type { Db } from '../storage/database';

export const fitTable = 'fits';

export interface FitRows {
  readonly fits: number;
  /** Of the rows themselves, in the database. */
  readonly bytes: number;
  /** Stored predictions and models. Runs may refer to the same. */
  readonly objects: ReadonlySet<string>;
}

const totalsSchema = z.object({ fits: z.number(), bytes: z.number() });

export function measureFitRows(db: Db): FitRows {
  const totals = totalsSchema.parse(db.prepare("select count(*) as fits, coalesce(sum(octet_length(key) + octet_length(predictions_object) + octet_length(coalesce(model_object, '')) + octet_length(details)), 0) as bytes from fits").get());
  const objects = z.array(z.string()).parse(db.prepare('select predictions_object from fits union select model_object from fits where model_object is not null').pluck().all());
  return { ...totals, objects: new Set(objects) };
}

export function clearFitRows(db: Db): void {
  db.prepare('delete from fits').run();
}
