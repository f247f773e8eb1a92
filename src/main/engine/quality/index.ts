/** Quality: profiles, suggested and saved schemas, validations with every failing row. */
import type { Profile, qualityEndpoints, Validation } from '@shared/areas/quality';
import type { checkpointsEndpoints } from '@shared/areas/checkpoints';
import type { qualityRepairsEndpoints } from '@shared/areas/qualityRepairs';
import type { Snapshot } from '@shared/areas/datasets';
import type { qualityHistoryEndpoints, Statistics } from '@shared/areas/qualityHistory';
import type { Datasets, FailingCondition } from '@engine/datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { createCheckpoints, type Checkpoints } from './checkpoints';
import { checkCatalogue, describeCheck } from './checks';
import { readStatistics } from './history/readStatistics';
import { createInference } from './inference';
import { previewQuality } from './preview';
import { profileAlerts } from './profile/alerts';
import { profileTable } from './profile/profileTable';
import { findLastValidation, findProfile, keepProfile, readHistory } from './qualityStore';
import { createRepairs, failingCondition } from './repairs';
import { aloneAt, type Surroundings } from './run/checkRun';
import { assertSchema } from './schemaChecks';
import { findSchema, listSchemaVersions, readSchemaVersion, saveSchema } from './schemaStore';
import { surroundingsOf, validateSnapshot } from './validateSnapshot';
import { readFailingRows, tryCheck } from './validateTable';

export { ydataLimits } from './profile/alerts/limits';
export { describeCheck } from './checks';
export { checkTable } from './validateTable';
export { aloneAt, type Surroundings } from './run/checkRun';
export type { CheckOutcome } from './run/runChecks';
export { isoDate, isoDateTime, isoTime, parseByFormat, parseFreely, parseIso, type DateParts, type Today } from './dateFormats';
export { readJson, replaceBareNumbers } from './jsonSchema/readJson';

export interface QualityDeps {
  readonly db: Db;
  readonly tables: TableSession;
  readonly ports: Ports;
  readonly announce: Announce;
  readonly datasets: Datasets;
  readonly startJob: (endpoint: string, input: unknown) => { jobId: string };
}

export interface Quality extends Pick<Checkpoints, 'assertTrainable' | 'standing' | 'onNotice' | 'listen' | 'close'> {
  readonly handlers: Handlers<typeof qualityEndpoints & typeof qualityHistoryEndpoints & typeof checkpointsEndpoints & typeof qualityRepairsEndpoints>;
  /** Made once per snapshot, then kept. Throws `not-found`, `cancelled`. */
  profile(snapshotId: string, signal: AbortSignal): Promise<Profile>;
  lastValidation(snapshotId: string): Validation | null;
  /** Figures over the versions of a dataset, with the bands of the default method. */
  statistics(datasetId: string, signal: AbortSignal): Promise<Statistics>;
  /** For repairs by a check. */
  readonly failing: FailingCondition;
}

export function createQuality({ db, tables, ports, announce, datasets, startJob }: QualityDeps): Quality {
  async function profile(snapshotId: string, signal: AbortSignal): Promise<Profile> {
    const { columns } = datasets.snapshot(snapshotId);
    const figures = findProfile(db, snapshotId) ?? keepProfile(db, snapshotId, await profileTable(tables, await datasets.table(snapshotId), columns, signal));
    return { snapshotId, ...figures, alerts: profileAlerts(figures, columns) };
  }

  const surroundings = (snapshot: Snapshot): Surroundings => surroundingsOf({ ports, datasets }, snapshot);

  const inference = createInference({ tables, datasets, profile, surroundings });

  const failing: FailingCondition = (connection, table, check, place) =>
    failingCondition(connection, table, check, place, { ...aloneAt(ports.clock.now(), (dataset) => new Error(dataset)), reference: (dataset) => datasets.table(datasets.snapshot(dataset).id) });

  const checkpoints = createCheckpoints({ db, tables, ports, announce, datasets, startJob });
  datasets.afterImport((snapshot, context) => checkpoints.afterImport(snapshot, context));

  const repairs = createRepairs({
    tables,
    datasets,
    failing,
    surroundings,
    savedSchema: (datasetId) => findSchema(db, datasetId)?.schema ?? null,
    lastValidation: (snapshotId) => findLastValidation(db, snapshotId),
    validate: async (snapshot, signal) => validateSnapshot({ db, tables, ports, announce, datasets }, snapshot, findSchema(db, snapshot.datasetId)?.schema ?? (await inference.infer(snapshot.id, signal)), signal),
  });

  const handlers: Quality['handlers'] = {
    ...checkpoints.handlers,
    ...repairs,
    'quality.profile': ({ snapshotId }, { signal }) => profile(snapshotId, signal),
    'quality.preview': ({ ticket, ...decisions }, { signal }) => datasets.preview(ticket, decisions, signal, (preview) => previewQuality(tables, preview, signal)),
    ...inference.handlers,
    'quality.schema': ({ datasetId }) => findSchema(db, datasetId),
    'quality.schemaVersions': ({ datasetId }) => listSchemaVersions(db, datasetId),
    'quality.schemaVersion': ({ datasetId, version }) => readSchemaVersion(db, datasetId, version),
    'quality.catalogue': () => checkCatalogue(),
    'quality.describeChecks': ({ checks }) => checks.map(describeCheck),
    'quality.saveSchema': async ({ datasetId, schema }) => {
      datasets.assertDataset(datasetId);
      await tables.withConnection((connection) => assertSchema(connection, schema));
      const version = saveSchema(db, datasetId, schema, ports.clock.now());
      announce('quality', [datasetId]);
      return { version };
    },
    'quality.validate': async ({ snapshotId, schema, references }, { signal }) => {
      const snapshot = datasets.snapshot(snapshotId);
      const used = schema ?? findSchema(db, snapshot.datasetId)?.schema ?? (await inference.infer(snapshotId, signal));
      return validateSnapshot({ db, tables, ports, announce, datasets }, snapshot, used, signal, references);
    },
    'quality.lastValidation': ({ snapshotId }) => findLastValidation(db, snapshotId),
    'quality.history': ({ datasetId }) => readHistory(db, datasetId),
    'quality.statistics': ({ datasetId, rule }, { signal }) => readStatistics(db, datasets, datasetId, rule, signal),
    'quality.tryCheck': async ({ snapshotId, check }, { signal }) => tryCheck(tables, await datasets.table(snapshotId), check, surroundings(datasets.snapshot(snapshotId)), signal),
    'quality.failingRows': async ({ snapshotId, check, offset, limit }, { signal }) => readFailingRows(tables, await datasets.table(snapshotId), check, surroundings(datasets.snapshot(snapshotId)), { offset, limit }, signal),
  };

  return { ...checkpoints, handlers, profile, lastValidation: (snapshotId) => findLastValidation(db, snapshotId), statistics: (datasetId, signal) => readStatistics(db, datasets, datasetId, { method: 'batch-normal' }, signal), failing };
}
