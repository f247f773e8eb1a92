/** Quality: profiles, suggested and saved schemas, validations with every failing row. */
import type { Profile, qualityEndpoints, Validation } from '@shared/areas/quality';
import type { Snapshot } from '@shared/areas/datasets';
import type { Datasets } from '@engine/datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { checkCatalogue, describeCheck } from './checks';
import { createInference } from './inference';
import { previewQuality } from './preview';
import { profileTable } from './profile/profileTable';
import { addValidation, findLastValidation, findProfile, keepProfile, readHistory } from './qualityStore';
import type { Surroundings } from './run/checkRun';
import { assertSchema } from './schemaChecks';
import { findSchema, isSameSchema, listSchemaVersions, readSchemaVersion, saveSchema } from './schemaStore';
import { readFailingRows, tryCheck, validateTable } from './validateTable';

export { checkTable } from './validateTable';
export type { Surroundings } from './run/checkRun';
export type { CheckOutcome } from './run/runChecks';

export { isoDate, isoDateTime, isoTime, parseByFormat, parseFreely, parseIso, type DateParts, type Today } from './dateFormats';

export interface QualityDeps {
  readonly db: Db;
  readonly tables: TableSession;
  readonly ports: Ports;
  readonly announce: Announce;
  readonly datasets: Datasets;
}

export interface Quality {
  readonly handlers: Handlers<typeof qualityEndpoints>;
  /** Made once per snapshot, then kept. Throws `not-found`, `cancelled`. */
  profile(snapshotId: string, signal: AbortSignal): Promise<Profile>;
  lastValidation(snapshotId: string): Validation | null;
}

export function createQuality({ db, tables, ports, announce, datasets }: QualityDeps): Quality {
  async function profile(snapshotId: string, signal: AbortSignal): Promise<Profile> {
    const kept = findProfile(db, snapshotId);
    if (kept) return kept;
    const snapshot = datasets.snapshot(snapshotId);
    const made = await profileTable(tables, await datasets.table(snapshotId), snapshotId, snapshot.columns, signal);
    keepProfile(db, made);
    return made;
  }

  function surroundings({ datasetId, number }: Snapshot): Surroundings {
    const earlier = datasets.storedVersions().filter((version) => version.datasetId === datasetId && version.number < number);
    return {
      now: ports.clock.now(),
      earlierRows: earlier.sort((a, b) => a.number - b.number).map(({ rows }) => rows),
      reference: (dataset) => datasets.table(datasets.snapshot(dataset).id),
    };
  }

  const inference = createInference({ tables, datasets, profile, surroundings });

  const handlers: Handlers<typeof qualityEndpoints> = {
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
    'quality.validate': async ({ snapshotId, schema }, { signal }) => {
      const snapshot = datasets.snapshot(snapshotId);
      const table = await datasets.table(snapshotId);
      const saved = findSchema(db, snapshot.datasetId);
      const used = schema ?? saved?.schema ?? (await inference.infer(snapshotId, signal));
      const { outcomes, failingRows } = await validateTable(tables, table, used, surroundings(snapshot), signal);
      const results = outcomes.map(({ result }) => result);
      const passed = results.filter(({ success }) => success).length;
      const validation: Validation = {
        id: ports.ids.next(),
        snapshotId,
        success: results.every(({ success, severity }) => success || severity !== 'critical'),
        statistics: { checks: results.length, passed, failed: results.length - passed, failingRows },
        results,
        createdAt: ports.clock.now(),
        schemaVersion: saved !== null && isSameSchema(saved.schema, used) ? saved.version : null,
      };
      addValidation(db, validation);
      announce('quality', [snapshotId]);
      return validation;
    },
    'quality.lastValidation': ({ snapshotId }) => findLastValidation(db, snapshotId),
    'quality.history': ({ datasetId }) => readHistory(db, datasetId),
    'quality.tryCheck': async ({ snapshotId, check }, { signal }) => tryCheck(tables, await datasets.table(snapshotId), check, surroundings(datasets.snapshot(snapshotId)), signal),
    'quality.failingRows': async ({ snapshotId, check, offset, limit }, { signal }) => readFailingRows(tables, await datasets.table(snapshotId), check, surroundings(datasets.snapshot(snapshotId)), { offset, limit }, signal),
  };

  return { handlers, profile, lastValidation: (snapshotId) => findLastValidation(db, snapshotId) };
}
