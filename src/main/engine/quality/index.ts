/** Quality: profiles, suggested and saved schemas, validations with every failing row. */
import type { CheckResult, DataSchema, Profile, qualityEndpoints, Validation } from '@shared/areas/quality';
import { qualityMessages } from '@shared/messages/quality';
import type { Datasets } from '@engine/datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { inferSchema } from './inference/inferSchema';
import { previewQuality } from './preview';
import { profileTable } from './profile/profileTable';
import { addValidation, findLastValidation, findProfile, findSchema, keepProfile, readHistory, saveSchema } from './qualityStore';
import { countFailingRows, readFailingRows, runCheck } from './runCheck';

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

  async function infer(snapshotId: string, signal: AbortSignal): Promise<DataSchema> {
    const { columns } = datasets.snapshot(snapshotId);
    return inferSchema(tables, await datasets.table(snapshotId), columns, await profile(snapshotId, signal), signal);
  }

  const handlers: Handlers<typeof qualityEndpoints> = {
    'quality.profile': ({ snapshotId }, { signal }) => profile(snapshotId, signal),
    'quality.preview': ({ ticket, ...decisions }, { signal }) => datasets.preview(ticket, decisions, signal, (preview) => previewQuality(tables, preview, signal)),
    'quality.inferSchema': ({ snapshotId }, { signal }) => infer(snapshotId, signal),
    'quality.schema': ({ datasetId }) => findSchema(db, datasetId),
    'quality.saveSchema': ({ datasetId, schema }) => {
      datasets.assertDataset(datasetId);
      const version = saveSchema(db, datasetId, schema, ports.clock.now());
      announce('quality', [datasetId]);
      return { version };
    },
    'quality.validate': async ({ snapshotId, schema }, { signal, report }) => {
      const snapshot = datasets.snapshot(snapshotId);
      const table = await datasets.table(snapshotId);
      const { checks } = schema ?? findSchema(db, snapshot.datasetId)?.schema ?? (await infer(snapshotId, signal));
      const results: CheckResult[] = [];
      for (const [i, check] of checks.entries()) {
        report({ fraction: i / checks.length, title: qualityMessages.progress(check.column) });
        results.push(await runCheck(tables, table, check, signal));
      }
      const passed = results.filter(({ success }) => success).length;
      const validation: Validation = {
        id: ports.ids.next(),
        snapshotId,
        success: results.every(({ success, severity }) => success || severity !== 'critical'),
        statistics: { checks: results.length, passed, failed: results.length - passed, failingRows: await countFailingRows(tables, table, checks, signal) },
        results,
        createdAt: ports.clock.now(),
      };
      addValidation(db, validation);
      announce('quality', [snapshotId]);
      return validation;
    },
    'quality.lastValidation': ({ snapshotId }) => findLastValidation(db, snapshotId),
    'quality.history': ({ datasetId }) => readHistory(db, datasetId),
    'quality.tryCheck': async ({ snapshotId, check }, { signal }) => runCheck(tables, await datasets.table(snapshotId), check, signal),
    'quality.failingRows': async ({ snapshotId, check, offset, limit }, { signal }) => readFailingRows(tables, await datasets.table(snapshotId), check, offset, limit, signal),
  };

  return { handlers, profile, lastValidation: (snapshotId) => findLastValidation(db, snapshotId) };
}
