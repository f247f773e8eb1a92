/** A small seeded shop in memory: what tracking reads of the datasets area, with real SQLite and a real object store under it. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { trainRequestSchema, type TrainRequest } from '@shared/areas/tracking';
import { snapshotSchema, type Column, type Snapshot } from '@shared/areas/datasets';
import type { JobContext } from '@engine/kernel/area';
import { createFiles } from '@engine/kernel/files';
import type { Compute, Ports } from '@engine/kernel/ports';
import { createRandom } from '@engine/math';
import { createBlobStore } from '@engine/storage/blobStore';
import { openDatabase, type Db } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { createTracking, type Tracking, type TrackingParts } from '@engine/tracking';
import type { TrainingColumn } from '@engine/training';
import { createInlineCompute } from '@main/compute/inline';
import { printNowhere } from '@main/headless/printPdf';
import { startScoringServer } from '@main/headless/scoringServer';
import { countingIds, recordingLog, steadyClock, temporaryFolder } from '../../../helpers/temporary';

export interface Shop {
  /** Of the project. */
  readonly folder: string;
  readonly db: Db;
  readonly tracking: Tracking;
  readonly parts: TrackingParts;
  readonly snapshot: Snapshot;
  readonly columns: readonly TrainingColumn[];
  train(request: Partial<TrainRequest>, context?: Partial<JobContext>): ReturnType<Tracking['handlers']['tracking.train']>;
  /** A second engine on the same project, as after a crash. */
  reopen(settings?: { readonly compute?: Compute }): Tracking;
  /** The request that `train` makes of a part. */
  request(part: Partial<TrainRequest>): TrainRequest;
}

export const snapshotId = 'a'.repeat(64);
const rowCount = 90;

/** Units follow price and colour; after-sale `rating_count` follows units; every third product stands twice. */
export function makeColumns(): TrainingColumn[] {
  const random = createRandom(7);
  const price = new Float64Array(rowCount);
  const units = new Float64Array(rowCount);
  const ratings = new Float64Array(rowCount);
  const colours = new Int32Array(rowCount);
  const merchants = new Int32Array(rowCount);
  const products = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    price[row] = 1 + random.integer(40) / 2;
    colours[row] = random.integer(3) - (row === 5 ? 4 : 0) < 0 ? -1 : random.integer(3);
    merchants[row] = random.integer(20);
    products[row] = row % 3 === 1 ? row - 1 : row;
    units[row] = Math.round(Math.exp(4 - price[row]! / 8 + (colours[row] === 1 ? 1 : 0) + random.normal() * 0.3));
    ratings[row] = Math.round(units[row]! * 0.2);
  }
  units[10] = NaN;
  price[11] = NaN;
  const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  return [
    { kind: 'number', name: 'price', type: 'decimal', values: price },
    { kind: 'text', name: '__proto__', type: 'category', codes: colours, levels: ['<img onerror=alert(1)>', 'red', '=HYPERLINK("x")'] },
    { kind: 'text', name: 'merchant', type: 'category', codes: merchants, levels: names('m', 20) },
    { kind: 'text', name: 'product', type: 'id', codes: products, levels: names('p', rowCount) },
    { kind: 'number', name: 'rating_count', type: 'integer', values: ratings },
    { kind: 'number', name: 'same', type: 'integer', values: new Float64Array(rowCount).fill(4) },
    { kind: 'number', name: 'units', type: 'integer', values: units },
  ];
}

function describeColumn(column: TrainingColumn): Column {
  const values: (number | string)[] = column.kind === 'number' ? [...column.values].filter((value) => !Number.isNaN(value)) : [...column.codes].filter((code) => code >= 0);
  return {
    name: column.name,
    type: column.type,
    evidence: '',
    nulls: rowCount - values.length,
    distinct: new Set(values).size,
    digest: '',
    role: column.name === 'units' ? 'target' : column.type === 'id' ? 'id' : column.name === 'merchant' ? 'group' : 'feature',
    knownWhen: column.name === 'rating_count' ? 'after-sale' : 'before-launch',
  };
}

function fullRequest(request: Partial<TrainRequest>): TrainRequest {
  return trainRequestSchema.parse({ snapshotId, target: 'units', models: ['mean', 'median', 'group-median', 'ridge', 'gradient-boosting', 'average'], split: 'group', groupBy: 'merchant', exclude: ['rating_count'], oneRowPer: 'product', ...request });
}

export function makeShop(settings: { readonly compute?: Compute } = {}): Shop {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'almanac.db'));
  onTestFinished(() => void db.close());
  migrate(db, migrations, join(folder, 'backups'));
  const columns = makeColumns();
  const snapshot = snapshotSchema.parse({
    id: snapshotId, datasetId: 'd1', datasetName: 'summer <shop>', number: 1, sourceName: 'summer.csv', sourceSha256: 'b'.repeat(64), sourceSizeBytes: 1000, rows: rowCount,
    columns: columns.map(describeColumn),
    reading: { encoding: 'utf-8', delimiter: ',', quote: '"', hasHeader: true, decimal: '.', dateOrder: 'ymd', nullTokens: [], onRagged: 'reject' },
    warnings: [], records: { in: rowCount, stored: rowCount, quarantined: 0, refused: 0, blank: 0, comment: 0 }, createdAt: Date.UTC(2026, 0, 4),
  });
  db.prepare("insert into datasets (id, name, created_at) values ('d1', 'summer <shop>', 0)").run();
  db.prepare(
    `insert into snapshots (id, dataset_id, number, source_name, source_sha256, source_size_bytes, table_sha256, table_size_bytes, rows, columns, reading, warnings, records, created_at)
     values (?, 'd1', 1, 'summer.csv', '', 0, '', 0, 0, '[]', '{}', '[]', '{}', 0)`,
  ).run(snapshotId);
  const ports: Ports = { clock: steadyClock(), ids: countingIds(), log: recordingLog(), compute: settings.compute ?? createInlineCompute(), printPdf: printNowhere, openScoringServer: startScoringServer, appVersion: '0.0.0-test', resourcesDir: folder };
  const parts: TrackingParts = {
    db,
    blobs: createBlobStore(join(folder, 'objects'), join(folder, 'tmp')),
    files: createFiles(join(folder, 'tmp')),
    ports,
    announce: () => undefined,
    quality: { assertTrainable: () => Promise.resolve() },
    datasets: {
      snapshot: () => snapshot,
      readColumns: async (_id, names) => ({ rows: rowCount, columns: names ? columns.filter(({ name }) => names.includes(name)) : columns }),
    },
  };
  const tracking = createTracking(parts);
  let jobs = 0;
  return {
    folder,
    db,
    tracking,
    parts,
    snapshot,
    columns,
    request: fullRequest,
    train: (request, context = {}) => tracking.handlers['tracking.train'](fullRequest(request), { jobId: `job${++jobs}`, resumed: false, signal: new AbortController().signal, report: () => undefined, ...context }),
    reopen: ({ compute } = {}) => createTracking(compute ? { ...parts, ports: { ...ports, compute } } : parts),
  };
}
