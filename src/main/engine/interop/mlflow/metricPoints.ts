/** A metric's points, and the one MLflow shows: the last by (step, time, value), where "not a number" compares as 0. */
import type { ImportedRun } from '@shared/areas/interop';

export type MetricPoint = ImportedRun['metrics'][string]['points'][number];

export function metricOf(points: readonly MetricPoint[]): ImportedRun['metrics'][string] {
  const sorted = [...points].sort((a, b) => a.step - b.step || a.time - b.time || (a.value ?? 0) - (b.value ?? 0));
  return { last: sorted.at(-1)?.value ?? null, points: sorted };
}
