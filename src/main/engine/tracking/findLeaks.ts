/** Runs the leak radar over all columns of a race, in as many parts as there are workers, and remembers what it found. */
import { z } from 'zod';
import { leakageSchema, type Leakage } from '@shared/areas/tracking';
import type { Compute } from '../kernel/ports';
import { settleFindings } from '../training';
import { planKey, subjectOf, type StudyStore } from './honesty/studyStore';
import type { PreparedRace } from './prepareRace';

export type FindLeaks = (race: PreparedRace, signal: AbortSignal) => Promise<readonly Leakage[]>;

const findingSchema = leakageSchema.omit({ excluded: true });
type Finding = z.infer<typeof findingSchema>;

/** Most telling first. Each column is judged alone and settled with the others at the end, so the parts do not change the answer. */
export function createLeakFinder(compute: Compute, studies: StudyStore): FindLeaks {
  return async (race, signal) => {
    const findings = await studies.remember('radar', subjectOf(race.request), [planKey(race), race.watched], z.array(findingSchema), () => lookAtColumns(race, compute, signal));
    const used = new Set(race.features);
    return findings.map((finding): Leakage => ({ ...finding, excluded: !used.has(finding.column) }));
  };
}

async function lookAtColumns(race: PreparedRace, compute: Compute, signal: AbortSignal): Promise<Finding[]> {
  const [firstFold] = race.plan.folds;
  const folds = race.plan.folds.filter(({ repeat }) => repeat === firstFold?.repeat);
  const parts = Array.from({ length: compute.size }, (_, part) => race.watched.filter((_column, i) => i % compute.size === part)).filter((columns) => columns.length > 0);
  const looked = await Promise.all(
    parts.map((columns) =>
      compute.run('training.leakRadar', { table: race.watchedTable, target: race.request.target, transform: race.transform, watched: race.watched, columns: columns.map(({ name }) => name), folds, seed: race.request.seed }, { signal }),
    ),
  );
  return settleFindings(race.watched, looked.flat()).map((finding) => ({ ...finding, suspicions: [...finding.suspicions] }));
}
