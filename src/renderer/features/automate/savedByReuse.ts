/** How long the reused steps had taken when they were made, against what was worked. Pure. */
import type { PipelineRun } from '@shared/areas/pipelines';

export interface Saved {
  readonly savedMs: number;
  readonly workedMs: number;
}

/** A reused step counts with what it took in the run that made it, where that run is among these. */
export function savedByReuse(runs: readonly PipelineRun[]): Saved {
  const byNumber = new Map(runs.map((run) => [run.number, run]));
  const steps = runs.flatMap((run) => run.steps);
  const saved = steps.filter(({ reused }) => reused).map(({ name, madeBy }) => byNumber.get(madeBy ?? -1)?.steps.find((step) => step.name === name)?.durationMs ?? 0);
  return { savedMs: saved.reduce((sum, ms) => sum + ms, 0), workedMs: runs.reduce((sum, run) => sum + run.durationMs, 0) };
}
