/** Writes the rows of a race before its first fit, or finds those of an interrupted one. */
import { type Leakage, type ModelKind, type Run, type SplitAdvice, type TrainRequest, combinationKinds, modelKinds, splitAdviceSchema } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { JobContext } from '../kernel/area';
import { breathe } from '../kernel/breathe';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { learnedKinds, resolveParameters } from '../training';
import { findExperimentOfJob, insertExperiment, type StoredExperiment } from './experimentStore';
import { storePlan } from './planDocument';
import type { PreparedRace } from './prepareRace';
import { subjectOf, type StudyStore } from './honesty/studyStore';
import { insertRun, runsOfExperiment, saveState } from './runStore';

export interface OpenParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'appVersion'>;
  readonly studies: StudyStore;
  /** Columns that give the answer away, and those that do not. */
  readonly findLeaks: () => Promise<readonly Leakage[]>;
}

/** A resumed race keeps its finished runs; the others run again from where they were. Throws `conflict` where its data changed. */
export async function openRace(parts: OpenParts, race: PreparedRace, context: JobContext): Promise<StoredExperiment> {
  const { db, blobs } = parts;
  await breathe(context.signal);
  const plan = storePlan(blobs, race.snapshot.id, race.planDocument);
  const known = findExperimentOfJob(db, context.jobId);
  if (!known) return insertRace(parts, race, plan, await parts.findLeaks(), context.jobId);
  if (known.rowsDigest !== plan.rowsDigest || known.splitDigest !== plan.splitDigest) throw new EngineError('conflict', trackingMessages.refused.changedSince, { experimentId: known.id });
  for (const { id, state } of runsOfExperiment(db, known.id)) {
    if (state === 'interrupted') saveState(db, id, 'running');
  }
  return known;
}

function insertRace({ db, ports, studies }: OpenParts, race: PreparedRace, plan: ReturnType<typeof storePlan>, leakage: readonly Leakage[], jobId: string): StoredExperiment {
  const { request } = race;
  const splitAdvice = adviceFollowed(studies, request);
  const usesLeak = leakage.some(({ leak, excluded }) => leak && !excluded);
  return db
    .transaction(() => {
      const createdAt = ports.clock.now();
      const experiment = insertExperiment(db, {
        id: ports.ids.next(),
        jobId,
        snapshotId: race.snapshot.id,
        request,
        metric: race.metric,
        targetTransform: race.transform,
        steps: race.steps && [...race.steps],
        leakage: [...leakage],
        usedColumns: [...race.features],
        excludedColumns: race.excluded,
        treatedColumns: race.treated,
        rows: race.table.rows,
        repeatedRows: race.repeatedRows,
        missingTargetRows: race.missingTargetRows,
        groups: race.groups,
        honesty: null,
        control: null,
        splitAdvice,
        planObject: plan.object,
        rowsDigest: plan.rowsDigest,
        splitDigest: plan.splitDigest,
        best: null,
        baseline: null,
        createdAt,
      });
      for (const model of modelKinds.filter((kind) => request.models.includes(kind))) {
        insertRun(db, {
          id: ports.ids.next(),
          experimentId: experiment.id,
          model,
          parameters: settingsOf(race, model),
          foldsTotal: race.plan.folds.length,
          appVersion: ports.appVersion,
          usesLeak: usesLeak && (combinationKinds.includes(model) || learnedKinds.includes(model)),
          notes: [request.notes, splitAdvice?.invented?.sentence ?? ''].filter((note) => note !== '').join('\n'),
          createdAt,
        });
      }
      return experiment;
    })
    .immediate();
}

/** What was measured of the split this race follows; null where it goes its own way or nobody measured. */
function adviceFollowed(studies: StudyStore, request: TrainRequest): SplitAdvice | null {
  const advice = studies.newest('split', subjectOf(request), splitAdviceSchema);
  const follows = advice && advice.split === request.split && advice.groupBy === (request.groupBy ?? null) && advice.oneRowPer === (request.oneRowPer ?? null);
  return follows ? advice : null;
}

/** Everything that was set, flat, so that runs can be searched and compared by it. */
function settingsOf(race: PreparedRace, model: ModelKind): Run['parameters'] {
  const { request } = race;
  return {
    data: `${race.snapshot.datasetName}, version ${race.snapshot.number}`,
    target: request.target,
    space: race.transform === 'log1p' ? 'log1p' : 'units',
    metric: race.metric,
    rows: race.table.rows,
    columns: race.features.length,
    leftOut: race.excluded.map(({ column }) => column).join(', '),
    oneRowPer: request.oneRowPer ?? null,
    split: request.split,
    groupBy: request.groupBy ?? null,
    ...(request.keepTogether.length > 0 ? { keepTogether: request.keepTogether.join(', ') } : {}),
    dateColumn: request.dateColumn ?? null,
    folds: request.split === 'file' ? race.plan.folds.length : request.folds,
    repeats: request.repeats,
    seed: request.seed,
    level: request.level,
    interval: request.intervalMethod,
    ...(request.intervalColumn === undefined ? {} : { intervalColumn: request.intervalColumn }),
    ...(Object.keys(request.monotone).length > 0 ? { monotone: Object.entries(request.monotone).map(([column, direction]) => `${column} ${direction > 0 ? 'rises' : 'falls'}`).join(', ') } : {}),
    ...(combinationKinds.includes(model) ? { members: learnedKinds.filter((kind) => request.models.includes(kind)).join(', ') } : {}),
    ...resolveParameters(model, request.parameters[model]),
  };
}
