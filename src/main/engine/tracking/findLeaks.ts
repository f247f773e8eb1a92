/** Runs the leak radar over all columns of a race, in as many parts as there are workers, and remembers what it found. */
import type { Leakage } from '@shared/areas/tracking';
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import type { Compute } from '../kernel/ports';
import { settleFindings, type LeakFinding } from '../training';
import type { PreparedRace } from './prepareRace';

export type FindLeaks = (race: PreparedRace, signal: AbortSignal) => Promise<readonly Leakage[]>;

/** Races remembered: the set-up page asks before each race asks again. */
const mostRemembered = 8;

/** Most telling first. Each column is judged alone, so the parts do not change the answer. */
export function createLeakFinder(compute: Compute): FindLeaks {
  const remembered = new Map<string, readonly LeakFinding[]>();
  return async (race, signal) => {
    const key = keyOf(race);
    const findings = remembered.get(key) ?? (await lookAtColumns(race, compute, signal));
    remembered.delete(key);
    remembered.set(key, findings);
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    const used = new Set(race.features);
    return findings.map((finding): Leakage => ({ ...finding, suspicions: [...finding.suspicions], excluded: !used.has(finding.column) }));
  };
}

/** What the radar sees of a race: rows, first folds, columns, target. */
function keyOf({ snapshot, planDocument, watched, request, transform }: PreparedRace): string {
  const folds = planDocument.folds.filter(({ repeat }) => repeat === planDocument.folds[0]?.repeat).map(({ test }) => test);
  return sha256Hex(canonicalJson([snapshot.id, request.target, transform, request.seed, watched, planDocument.rowNumbers, folds]));
}

async function lookAtColumns(race: PreparedRace, compute: Compute, signal: AbortSignal): Promise<readonly LeakFinding[]> {
  const [firstFold] = race.plan.folds;
  const folds = race.plan.folds.filter(({ repeat }) => repeat === firstFold?.repeat);
  const parts = Array.from({ length: compute.size }, (_, part) => race.watched.filter((_column, i) => i % compute.size === part)).filter((columns) => columns.length > 0);
  const looked = await Promise.all(
    parts.map((columns) =>
      compute.run('training.leakRadar', { table: race.watchedTable, target: race.request.target, transform: race.transform, watched: race.watched, columns: columns.map(({ name }) => name), folds, seed: race.request.seed }, { signal }),
    ),
  );
  return settleFindings(race.watched, looked.flat());
}
