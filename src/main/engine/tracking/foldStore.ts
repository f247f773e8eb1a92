/** Rows of finished folds: committed one by one, so that a resumed race keeps them. */
import { z } from 'zod';
import { metricNames, type MetricName } from '@shared/areas/tracking';
import type { Db } from '../storage/database';
import type { FitCurve, FitOutcome } from '../training';

/** One value per metric; null where it is undefined on the fold. */
export type FoldMetrics = Readonly<Partial<Record<MetricName, number | null>>>;

const foldCurveSchema = z.object({ unit: z.string(), name: z.string(), train: z.array(z.number()), validation: z.array(z.number()) });
const foldImportanceSchema = z.array(z.object({ column: z.string(), rise: z.number() }));
const foldMetricsSchema = z.partialRecord(z.enum(metricNames), z.number().nullable());

export interface StoredFold {
  readonly runId: string;
  /** Place in the fold plan, repeat by repeat. */
  readonly position: number;
  readonly repeat: number;
  readonly fold: number;
  readonly metrics: FoldMetrics;
  readonly curve: FitCurve | null;
  readonly importance: FitOutcome['importance'];
  /** Object with one float64 (little endian) per held-out row, in the plan's order. */
  readonly predictionsObject: string;
  /** Object with the companion's lists one after the other, likewise; null without one. */
  readonly companionsObject: string | null;
  readonly backend: string;
  readonly durationMs: number;
}

const rowSchema = z.object({
  run_id: z.string(),
  position: z.number(),
  repeat: z.number(),
  fold: z.number(),
  metrics: z.string(),
  curve: z.string().nullable(),
  importance: z.string(),
  predictions_object: z.string(),
  companions_object: z.string().nullable(),
  backend: z.string(),
  duration_ms: z.number(),
});

function toFold(raw: unknown): StoredFold {
  const row = rowSchema.parse(raw);
  return {
    runId: row.run_id,
    position: row.position,
    repeat: row.repeat,
    fold: row.fold,
    metrics: foldMetricsSchema.parse(JSON.parse(row.metrics)),
    curve: row.curve === null ? null : foldCurveSchema.parse(JSON.parse(row.curve)),
    importance: foldImportanceSchema.parse(JSON.parse(row.importance)),
    predictionsObject: row.predictions_object,
    companionsObject: row.companions_object,
    backend: row.backend,
    durationMs: row.duration_ms,
  };
}

export function insertFold(db: Db, fold: StoredFold): void {
  db.prepare(
    `insert into run_folds (run_id, position, repeat, fold, metrics, curve, importance, predictions_object, companions_object, backend, duration_ms)
     values (@runId, @position, @repeat, @fold, @metrics, @curve, @importance, @predictionsObject, @companionsObject, @backend, @durationMs)`,
  ).run({
    ...fold,
    metrics: JSON.stringify(fold.metrics),
    curve: fold.curve === null ? null : JSON.stringify(fold.curve),
    importance: JSON.stringify(fold.importance),
  });
}

/** In the plan's order. */
export function foldsOfRun(db: Db, runId: string): readonly StoredFold[] {
  return db.prepare('select * from run_folds where run_id = ? order by position').all(runId).map(toFold);
}
