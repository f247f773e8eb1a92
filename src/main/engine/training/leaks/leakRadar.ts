/** Leak radar: every column alone against the target, by all detectors, whole or in parts for several workers. */
import { EngineError } from '@shared/contract/errors';
import type { Suspicion } from '@shared/areas/tracking';
import { detectors } from './detectors';
import { settleFindings, type ColumnSuspicions, type LeakFinding } from './settleFindings';
import { createStudy, type StudyRequest } from './study';

export interface LeakRadarRequest extends StudyRequest {
  /** Of the watched columns, those to look at in this part. */
  readonly columns: readonly string[];
}

/** Suspicions column by column; what hangs together is settled by `settleFindings` once all parts are there. */
export async function lookAtColumns(request: LeakRadarRequest, report: (fraction: number, column: string) => void = () => undefined): Promise<ColumnSuspicions[]> {
  if (request.folds.length === 0) throw new EngineError('internal', 'The leak radar needs at least one fold.');
  const study = createStudy(request);
  const columnOf = new Map(request.table.columns.map((column) => [column.name, column]));
  const watchedOf = new Map(request.watched.map((column) => [column.name, column]));
  const looked: ColumnSuspicions[] = [];
  for (const [done, name] of request.columns.entries()) {
    const column = columnOf.get(name);
    const watched = watchedOf.get(name);
    if (!column || !watched || name === request.target) continue;
    const skill = Math.max(0, await study.skillOf(name));
    const suspicions: Suspicion[] = [];
    for (const detector of detectors) {
      const found = await detector.look(study, { ...watched, column, skill });
      if (found) suspicions.push(found);
    }
    looked.push({ column: name, score: skill, suspicions });
    report((done + 1) / request.columns.length, name);
  }
  return looked;
}

/** Suspicions of all columns, settled. */
export async function leakRadar(request: StudyRequest): Promise<LeakFinding[]> {
  const watched = request.watched.filter(({ name }) => name !== request.target);
  return settleFindings(watched, await lookAtColumns({ ...request, watched, columns: watched.map(({ name }) => name) }));
}
