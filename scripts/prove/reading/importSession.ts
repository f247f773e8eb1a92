/** Imports files through the real engine process, one after another; a file that crashes or hangs it is named and the next one gets a fresh engine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { importReportSchema, type ImportReport, type readingRequestSchema } from '@shared/areas/datasets';
import type { EngineErrorData } from '@shared/contract/errors';
import type { EngineClient } from '@shared/contract/client';
import { open, type Session } from '../engineSession';

export type ReadingOptions = z.input<typeof readingRequestSchema>;

export interface ReadFile {
  /** Null where the file ended in an error. */
  readonly report: ImportReport | null;
  readonly error: EngineErrorData | null;
  /** The cells as read, header first; null where nothing was stored. */
  readonly cells: readonly (readonly string[])[] | null;
  readonly durationMs: number;
}

export interface ImportSession {
  /** A folder of its own, for files that a proof writes. */
  readonly folder: string;
  /** Throws `EngineLost` where the engine died, or did not answer in time. */
  read(path: string, reading?: ReadingOptions): Promise<ReadFile>;
  readBytes(name: string, bytes: Uint8Array, reading?: ReadingOptions): Promise<ReadFile>;
  close(): Promise<void>;
}

/** The engine died on a file, or was stopped after the time that a file may take. */
export class EngineLost extends Error {
  constructor(readonly kind: 'crash' | 'hang') {
    super(kind === 'crash' ? 'the engine died' : `no answer within ${longestMs / 1000} s`);
  }
}

/** No file of the collections may take longer. */
const longestMs = 10_000;
/** After so many files the project is begun anew, so that its lists stay short. */
const filesPerProject = 400;
const cellsPerPage = 1000;

export function openImportSession(): ImportSession {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-reading-'));
  let opened: Session | null = null;
  let projects = 0;
  let files = 0;

  async function current(): Promise<Session> {
    if (opened !== null && files < filesPerProject) return opened;
    await discard();
    files = 0;
    opened = await open(join(folder, `project-${++projects}`));
    return opened;
  }

  async function discard(): Promise<void> {
    await opened?.close();
    opened = null;
    rmSync(join(folder, `project-${projects}`), { recursive: true, force: true });
  }

  async function read(path: string, reading: ReadingOptions = {}): Promise<ReadFile> {
    const session = await current();
    files++;
    const startedAt = performance.now();
    const { processId } = session.host;
    try {
      const outcome = await withinTime(importOnce(session, path, reading));
      return { ...outcome, durationMs: performance.now() - startedAt };
    } catch (error) {
      const lost = error instanceof EngineLost ? error : session.host.processId === processId ? null : new EngineLost('crash');
      if (lost === null) throw error;
      if (lost.kind === 'hang' && processId !== undefined) process.kill(processId, 'SIGKILL');
      await discard();
      throw lost;
    }
  }

  return {
    folder,
    read,
    readBytes(name, bytes, reading) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return read(path, reading);
    },
    async close() {
      await discard();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new EngineLost('hang')), longestMs);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function importOnce({ host, client }: Session, path: string, reading: ReadingOptions): Promise<Omit<ReadFile, 'durationMs'>> {
  const { ticket } = await host.call('files.grant', { path }, z.object({ ticket: z.string() }));
  const { jobId } = await client.call('datasets.import', { ticket, reading: { onAmbiguous: 'ask', onRagged: 'reject', ...reading }, columns: [] });
  const job = await finished(client, jobId);
  if (job.error) return { report: null, error: job.error, cells: null };
  const report = importReportSchema.parse(job.result);
  return { report, error: null, cells: report.snapshot && (await allCells(client, report.snapshot.id, report.snapshot.rows)) };
}

function finished(client: EngineClient, jobId: string): Promise<Awaited<ReturnType<typeof readJob>>> {
  return new Promise((done, fail) => {
    const look = (): void => {
      readJob(client, jobId).then((job) => {
        if (job.state === 'running' || job.state === 'queued') return;
        stop();
        done(job);
      }, fail);
    };
    const stop = client.on('changed', ({ area, ids }) => {
      if (area === 'jobs' && ids.includes(jobId)) look();
    });
    look();
  });
}

function readJob(client: EngineClient, jobId: string) {
  return client.call('jobs.get', { jobId });
}

async function allCells(client: EngineClient, snapshotId: string, rows: number): Promise<string[][]> {
  const cells: string[][] = [];
  for (let offset = 0; offset <= rows; offset += cellsPerPage) cells.push(...(await client.call('datasets.cells', { snapshotId, offset, limit: cellsPerPage })).cells);
  return cells;
}
