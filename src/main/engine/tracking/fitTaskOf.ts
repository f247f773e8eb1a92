/** One fit of a race as a task for a compute worker: what all its fits share, and what is this one's own. */
import type { FitTask } from '../training/types';
import type { PreparedRace } from './prepareRace';

export type OwnOfFit = Pick<FitTask, 'model' | 'parameters' | 'steps' | 'seed' | 'train' | 'test' | 'keepModel' | 'measureImportance'>;

export function fitTaskOf(race: PreparedRace, own: OwnOfFit): FitTask {
  return {
    table: race.table,
    target: race.request.target,
    transform: race.transform,
    features: race.features,
    groupBy: race.request.groupBy ?? null,
    monotone: race.request.monotone,
    ...own,
  };
}
