/** Runs the leak radar over all columns of a race, in as many parts as there are workers. */
import type { Leakage } from '@shared/areas/tracking';
import type { Compute } from '../kernel/ports';
import type { PreparedRace } from './prepareRace';

/** Most telling first. Each column is judged alone, so the parts do not change the answer. */
export async function findLeaks(race: PreparedRace, compute: Compute, signal: AbortSignal): Promise<readonly Leakage[]> {
  const used = new Set(race.features);
  const [firstFold] = race.plan.folds;
  const folds = race.plan.folds.filter(({ repeat }) => repeat === firstFold?.repeat);
  const parts = Array.from({ length: compute.size }, (_, part) => race.watched.filter((_column, i) => i % compute.size === part)).filter((columns) => columns.length > 0);
  const findings = await Promise.all(
    parts.map((columns) =>
      compute.run('training.leakRadar', { table: race.watchedTable, target: race.request.target, transform: race.transform, columns, folds, seed: race.request.seed }, { signal }),
    ),
  );
  return findings
    .flat()
    .map((finding): Leakage => ({ ...finding, excluded: !used.has(finding.column) }))
    .sort((a, b) => b.score - a.score || race.watched.findIndex(({ name }) => name === a.column) - race.watched.findIndex(({ name }) => name === b.column));
}
