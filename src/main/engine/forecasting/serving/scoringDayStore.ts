/** What the scoring endpoint answered, counted by day (UTC) and run. */
import { z } from 'zod';
import type { Db } from '../../storage/database';

export interface ScoringDay {
  readonly day: string;
  readonly runId: string;
  readonly requests: number;
  readonly rows: number;
  readonly rowsOutside: number;
}

const rowSchema = z.object({ day: z.string(), run_id: z.string(), requests: z.number(), rows: z.number(), rows_outside: z.number() });

export function countAnswer(db: Db, { day, runId, rows, rowsOutside }: Omit<ScoringDay, 'requests'>): void {
  db.prepare(
    `insert into scoring_days (day, run_id, requests, rows, rows_outside) values (@day, @runId, 1, @rows, @rowsOutside)
     on conflict (day, run_id) do update set requests = requests + 1, rows = rows + excluded.rows, rows_outside = rows_outside + excluded.rows_outside`,
  ).run({ day, runId, rows, rowsOutside });
}

/** Newest first, at most a year. */
export function listScoringDays(db: Db): ScoringDay[] {
  return db
    .prepare('select * from scoring_days order by day desc, run_id limit 366')
    .all()
    .map((raw) => {
      const row = rowSchema.parse(raw);
      return { day: row.day, runId: row.run_id, requests: row.requests, rows: row.rows, rowsOutside: row.rows_outside };
    });
}
