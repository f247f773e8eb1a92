/** Real database, real files, real DuckDB in a temp folder, with the datasets and quality areas over them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { importRequestSchema, readingRequestSchema, type ImportReport, type Inspection, type ReadingRequest, type Snapshot } from '@shared/areas/datasets';
import { createInlineCompute } from '@main/compute/inline';
import { printNowhere } from '@main/headless/printPdf';
import { startScoringServer } from '@main/headless/scoringServer';
import { createDatasets, type Datasets } from '@engine/datasets';
import { createFiles } from '@engine/kernel/files';
import type { CallContext, JobContext } from '@engine/kernel/area';
import { createQuality, type Quality } from '@engine/quality';
import { createBlobStore, type BlobStore } from '@engine/storage/blobStore';
import { openDatabase, type Db } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { createTableSession, type TableSession } from '@engine/storage/tableSession';
import { countingIds, recordingLog, steadyClock, temporaryFolder } from '../../../helpers/temporary';

type ImportOptions = Partial<Omit<z.input<typeof importRequestSchema>, 'ticket'>>;

export interface OpenDatasets {
  readonly datasets: Datasets;
  readonly quality: Quality;
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly folder: string;
  readonly context: JobContext;
  /** Imports the bytes as a file of that name. */
  importBytes(content: string | Uint8Array, options?: ImportOptions & { readonly fileName?: string; readonly context?: CallContext }): Promise<ImportReport>;
  importPath(path: string, options?: ImportOptions & { readonly context?: CallContext }): Promise<ImportReport>;
  inspectPath(path: string, reading?: Partial<ReadingRequest>): Promise<Inspection>;
  /** Imports what must be stored and returns its snapshot. */
  stored(content: string | Uint8Array, options?: ImportOptions & { readonly fileName?: string }): Promise<Snapshot>;
  cells(snapshot: Snapshot): Promise<string[][]>;
  /** A ticket for a file that lies there already. */
  grant(path: string): string;
}

export function openDatasets(): OpenDatasets {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'almanac.db'));
  migrate(db, migrations, join(folder, 'backups'));
  const tempDir = join(folder, 'tmp');
  const blobs = createBlobStore(join(folder, 'objects'), tempDir);
  const tables = createTableSession({ tempDir, memoryLimitMiB: 384, threads: 2 });
  const files = createFiles(tempDir);
  const ports = { clock: steadyClock(), ids: countingIds(), log: recordingLog(), compute: createInlineCompute(), printPdf: printNowhere, openScoringServer: startScoringServer, appVersion: '0.0.0-test', resourcesDir: '' };
  const base = { db, blobs, tables, files, ports, announce: () => undefined };
  const datasets = createDatasets({ ...base, failing: (connection, table, check, place) => quality.failing(connection, table, check, place) });
  const quality: Quality = createQuality({ ...base, datasets, startJob: () => ({ jobId: 'job' }) });
  const context: JobContext = { signal: new AbortController().signal, report: () => undefined, jobId: 'job', resumed: false };
  onTestFinished(() => {
    tables.close();
    db.close();
  });

  async function importPath(path: string, { context: own, ...options }: ImportOptions & { readonly context?: CallContext } = {}): Promise<ImportReport> {
    const { ticket } = files.grant(path);
    return datasets.handlers['datasets.import'](importRequestSchema.parse({ ticket, ...options }), { ...context, ...own });
  }

  async function importBytes(content: string | Uint8Array, { fileName = 'shop.csv', ...options }: ImportOptions & { readonly fileName?: string; readonly context?: CallContext } = {}): Promise<ImportReport> {
    const path = join(folder, fileName);
    writeFileSync(path, content);
    return importPath(path, options);
  }

  return {
    datasets,
    quality,
    db,
    blobs,
    tables,
    folder,
    context,
    importPath,
    grant: (path) => files.grant(path).ticket,
    importBytes,
    inspectPath: async (path, reading = {}) => datasets.handlers['datasets.inspect']({ ticket: files.grant(path).ticket, reading: readingRequestSchema.parse(reading), types: [] }, context),
    async stored(content, options) {
      const report = await importBytes(content, options);
      if (!report.snapshot) throw new Error(`not stored: ${JSON.stringify([report.warnings, report.questions])}`);
      return report.snapshot;
    },
    async cells(snapshot) {
      const cells: string[][] = [];
      for (let offset = 0; offset <= snapshot.rows; offset += 1000) {
        cells.push(...(await datasets.handlers['datasets.cells']({ snapshotId: snapshot.id, offset, limit: 1000 }, context)).cells);
      }
      return cells;
    },
  };
}
