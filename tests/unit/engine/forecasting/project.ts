/** A project with a small imported shop: real SQLite, DuckDB and files; only the validation is given. */
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Table } from '@shared/areas/common';
import { importRequestSchema, type Snapshot } from '@shared/areas/datasets';
import type { Validation } from '@shared/areas/quality';
import { trainRequestSchema, type TrainRequest } from '@shared/areas/tracking';
import { createDatasets } from '@engine/datasets';
import { createForecasting, type Forecasting } from '@engine/forecasting';
import type { JobContext } from '@engine/kernel/area';
import { createFiles, type Files } from '@engine/kernel/files';
import type { Ports } from '@engine/kernel/ports';
import { createRandom } from '@engine/math';
import { createMonitoring } from '@engine/monitoring';
import { createRegistry, type Registry } from '@engine/registry';
import { createReports, type Reports } from '@engine/reports';
import { createSeries, type SeriesArea } from '@engine/series';
import { createBlobStore, type BlobStore } from '@engine/storage/blobStore';
import { openDatabase, type Db } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { createTableSession } from '@engine/storage/tableSession';
import { createTracking, type Tracking } from '@engine/tracking';
import { createInlineCompute } from '@main/compute/inline';
import { printNowhere } from '@main/headless/printPdf';
import { startScoringServer } from '@main/headless/scoringServer';
import { countingIds, recordingLog, steadyClock, temporaryFolder } from '../../../helpers/temporary';

export interface TestProject {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly files: Files;
  readonly tracking: Tracking;
  readonly registry: Registry;
  readonly forecasting: Forecasting;
  readonly series: SeriesArea;
  readonly reports: Reports;
  readonly clock: ReturnType<typeof steadyClock>;
  readonly context: JobContext;
  importCsv(name: string, text: string): Promise<Snapshot>;
  train(snapshot: Snapshot, request?: Partial<TrainRequest>): ReturnType<Tracking['handlers']['tracking.train']>;
  /** Contexts with job ids of their own. */
  newJob(): JobContext;
  setValidation(validation: Validation | null): void;
}

/** Units follow price and colour. One title would be markup, one colour a formula, if somebody let it. */
export function shopCsv(rows = 80, seed = 11): string {
  const random = createRandom(seed);
  const colours = ['red', 'white', '=SUM(A1)'];
  const lines = ['title,price,colour,on_sale,merchant_id,units_sold'];
  for (let row = 0; row < rows; row++) {
    const price = 1 + random.integer(60) / 4;
    const colour = random.integer(3);
    const onSale = random.integer(2);
    const units = Math.round(Math.exp(4.5 - price / 8 + (colour === 1 ? 0.8 : 0) + onSale * 0.3 + random.normal() * 0.25));
    const title = row === 3 ? '<img src=x onerror=alert(1)> dress' : `summer dress number ${row} of the shop`;
    lines.push(`${title},${price.toFixed(2)},${colours[colour]},${onSale},m${random.integer(25)},${units}`);
  }
  return `${lines.join('\n')}\n`;
}

export const oneRow: Table = { columns: ['title', 'price', 'colour', 'on_sale'], rows: [['summer dress', 6, 'white', 1]] };

export function makeProject(): TestProject {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'almanac.db'));
  migrate(db, migrations, join(folder, 'backups'));
  const tables = createTableSession({ tempDir: join(folder, 'tmp'), memoryLimitMiB: 256, threads: 1 });
  onTestFinished(() => {
    tables.close();
    db.close();
  });
  const blobs = createBlobStore(join(folder, 'objects'), join(folder, 'tmp'));
  const files = createFiles(join(folder, 'tmp'));
  const clock = steadyClock();
  const ports: Ports = { clock, ids: countingIds(), log: recordingLog(), compute: createInlineCompute(), printPdf: printNowhere, openScoringServer: startScoringServer, appVersion: '0.0.0-test', resourcesDir: folder };
  const base = { db, blobs, tables, files, ports, announce: () => undefined };
  let validation: Validation | null = null;
  const quality = { lastValidation: () => validation, assertTrainable: () => Promise.resolve(), onNotice: () => undefined, profile: () => Promise.reject(new Error('No data stands here.')), statistics: () => Promise.reject(new Error('No versions stand here.')), standing: () => ({ blocked: false, blocking: [], runs: [], overrides: [] }), handlers: { 'quality.lastValidation': () => validation } };
  const datasets = createDatasets({ ...base, failing: () => Promise.reject(new Error('No checks stand here.')) });
  const tracking = createTracking({ ...base, datasets, quality });
  const registry = createRegistry({ ...base, datasets, quality, tracking });
  const forecasting = createForecasting({ ...base, datasets, tracking, registry });
  const series = createSeries({ ...base, datasets, quality, tracking, registry });
  const reports = createReports({ ...base, datasets, quality, tracking, series, forecasting, monitoring: createMonitoring({ ...base, datasets, quality, tracking, registry }) });
  let jobs = 0;
  const newJob = (): JobContext => ({ jobId: `job${++jobs}`, resumed: false, signal: new AbortController().signal, report: () => undefined });
  return {
    db,
    blobs,
    files,
    tracking,
    registry,
    forecasting,
    series,
    reports,
    clock,
    context: newJob(),
    async importCsv(name, text) {
      const path = join(folder, `${name}.csv`);
      writeFileSync(path, text);
      const outcome = await datasets.handlers['datasets.import'](importRequestSchema.parse({ ticket: files.grant(path).ticket, name }), newJob());
      if (!outcome.snapshot) throw new Error(`The import asked or refused: ${JSON.stringify([outcome.questions, outcome.warnings])}`);
      return outcome.snapshot;
    },
    async train(snapshot, request = {}) {
      return tracking.handlers['tracking.train'](trainRequestSchema.parse({ snapshotId: snapshot.id, target: 'units_sold', models: ['median', 'group-median', 'ridge', 'gradient-boosting', 'average'], folds: 4, split: 'group', groupBy: 'merchant_id', ...request }), newJob());
    },
    newJob,
    setValidation: (next) => void (validation = next),
  };
}
