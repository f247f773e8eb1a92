/** Builds the engine: opens the project, makes the areas in layer order, and closes them again. Imports no Electron. */
import type { AlmanacContract } from '@shared/contract/contract';
import type { ChangedArea } from '@shared/contract/events';
import type { EngineFrame } from '@shared/contract/frames';
import { createDatasets, createDatasetsSharing, createMarksSharing, createRecipesSharing } from './datasets';
import { createForecasting, createForecastingSharing } from './forecasting';
import { createInterop } from './interop';
import { createSchemaExchange } from './interop/schemaExchange';
import { createJobRunner, createJobs, inputsOfInterrupted, markInterrupted, type JobHandler } from './jobs';
import type { Announce, Handlers } from './kernel/area';
import { createFiles, type Files } from './kernel/files';
import { createFilesArea } from './kernel/filesArea';
import type { Describers, LineageSources } from './kernel/lineage';
import type { Ports } from './kernel/ports';
import { createRouter, type Router } from './kernel/router';
import { systemFault } from './kernel/systemFaults';
import { createMonitoring } from './monitoring';
import { createPipelines, ticketsInUse } from './pipelines';
import { createProject, createProjectSharing } from './project';
import { createQuality } from './quality';
import { createRegistry, createRegistrySharing } from './registry';
import { createReports } from './reports';
import { applyRestore } from './storage/backups';
import { createBlobStore, type BlobStore } from './storage/blobStore';
import { openDatabase } from './storage/database';
import { migrate } from './storage/migrate';
import { migrations } from './storage/migrations';
import { openManifest, projectFolder, sweepTemp, type ProjectFolder, type ProjectManifest } from './storage/projectFolder';
import { createProjectIdentity } from './storage/projectIdentity';
import { takeProjectLock, type ProjectLock } from './storage/projectLock';
import { createSharedKeys } from './storage/sharedKeys';
import { createTableSession } from './storage/tableSession';
import { createSync, sharedFolderFile } from './sync';
import { createSeries, createSeriesSharing } from './series';
import { createTracking, createTrackingSharing } from './tracking';
import { createUpkeep, usesOf } from './upkeep';

export interface Engine {
  readonly router: Router;
  readonly manifest: ProjectManifest;
  readonly files: Files;
  readonly blobs: BlobStore;
  /** Lets schedules and watched folders start runs: for engines that stay open. */
  listen(): void;
  /** Cancels jobs, waits for open calls, and releases the project. */
  close(): Promise<void>;
}

export interface EngineSettings {
  readonly projectDir: string;
  readonly ports: Ports;
  /** Outputs are validated in tests and development. */
  readonly checkOutputs: boolean;
}

/** DuckDB's share; the whole engine stays below the memory goals of the import benchmark. */
const tableMemoryLimitMiB = 384;

/** Throws `project-in-use`, `too-new`, `invalid-input`, `corrupt-store`, `disk-full` or `no-access`; a project that cannot be opened is left as it was. */
export function createEngine({ projectDir, ports, checkOutputs }: EngineSettings): Engine {
  const folder = projectFolder(projectDir);
  const lock = lockProject(folder);
  try {
    const manifest = openManifest(folder, () => ports.ids.next());
    const restored = applyRestore(folder);
    if (restored) ports.log.info('A back-up was restored', { from: restored.from });
    const db = openDatabase(folder.databasePath);
    try {
      migrate(db, migrations, folder.backupsDir);
      const interrupted = markInterrupted(db, ports.clock.now());
      if (interrupted.length > 0) ports.log.warn('Jobs were interrupted', { jobs: interrupted });
      const files = createFiles(folder.tempDir);
      const needed = inputsOfInterrupted(db);
      const inUse = new Set(ticketsInUse(db));
      sweepTemp(folder, new Set([...files.keepOnly((ticket) => inUse.has(ticket) || needed.some((input) => input.includes(ticket))), sharedFolderFile]));
      const blobs = createBlobStore(folder.objectsDir, folder.tempDir);
      const tables = createTableSession({ tempDir: folder.tempDir, memoryLimitMiB: tableMemoryLimitMiB, threads: 2 });

      const broadcast = (frame: EngineFrame): void => router.broadcast(frame);
      let notice: (area: ChangedArea) => void = () => undefined;
      const announce: Announce = (area, ids) => {
        broadcast({ t: 'event', name: 'changed', payload: { area, ids: [...ids] } });
        notice(area);
      };
      const handlerOf = (endpoint: string): JobHandler | undefined => jobHandlers.get(endpoint);
      const jobs = createJobRunner({ db, clock: ports.clock, ids: ports.ids, log: ports.log, handlerOf, broadcast });

      const base = { db, blobs, tables, files, ports, announce };
      const datasets = createDatasets({ ...base, failing: (connection, table, check, place) => quality.failing(connection, table, check, place) });
      const quality = createQuality({ ...base, datasets, startJob: (name, input) => jobs.start(name, input) });
      const tracking = createTracking({ ...base, datasets, quality });
      const registry = createRegistry({ ...base, datasets, quality, tracking });
      const series = createSeries({ ...base, datasets, quality, tracking, registry });
      const forecasting = createForecasting({ ...base, datasets, tracking, registry });
      const monitoring = createMonitoring({ ...base, datasets, quality, tracking, registry });
      const reports = createReports({ ...base, datasets, quality, tracking, series, forecasting, monitoring });
      const tracing = [datasets, tracking, registry, series, forecasting, reports];
      const lineage: LineageSources = { describers: Object.assign({}, ...tracing.map((area) => area.lineage)) as Describers, offspring: tracing.map((area) => area.offspring) };
      const interop = createInterop({ ...base, datasets, tracking, registry });
      const pipelines = createPipelines({ ...base, areas: { files, blobs, datasets, quality, tracking, registry, forecasting, reports, monitoring, interop }, startJob: (name, input) => jobs.start(name, input), cancelJob: (jobId) => jobs.cancel(jobId) });
      const identity = createProjectIdentity(folder, manifest);
      const keys = createSharedKeys(db);
      const sync = createSync({
        ...base,
        folder,
        identity,
        // In the order of the areas: what comes later leans on what stands before it.
        sources: [
          createDatasetsSharing({ ...base, ids: ports.ids, keys }),
          createMarksSharing({ ...base, keys }),
          createRecipesSharing(base),
          createTrackingSharing(base),
          createRegistrySharing({ ...base, keys, tracking }),
          createSeriesSharing(base),
          createForecastingSharing(base),
          createProjectSharing(identity, announce),
        ],
      });
      notice = sync.noticeChange;
      const project = createProject({ ...base, identity, lineage, datasets, quality, tracking, registry, forecasting, monitoring, pipelines, sync });
      const upkeep = createUpkeep({ ...base, folder, datasets, usesOf: (snapshotId) => usesOf(lineage, snapshotId), isBusy: () => jobs.isBusy() });

      const handlers: Handlers<AlmanacContract> = {
        ...createFilesArea(files, folder),
        ...createJobs(db, jobs),
        ...project.handlers,
        ...upkeep.handlers,
        ...datasets.handlers,
        ...quality.handlers,
        ...tracking.handlers,
        ...registry.handlers,
        ...series.handlers,
        ...forecasting.handlers,
        ...monitoring.handlers,
        ...reports.handlers,
        ...createSchemaExchange({ files, datasets, quality }),
        ...interop.handlers,
        ...pipelines.handlers,
        ...sync.handlers,
      };
      const jobHandlers = new Map(Object.entries(handlers) as [string, JobHandler][]);
      const router = createRouter({ handlers, startJob: (name, input) => jobs.start(name, input), log: ports.log, checkOutputs });

      return {
        router,
        get manifest() {
          return identity.current();
        },
        files,
        blobs,
        listen() {
          quality.listen();
          pipelines.listen();
        },
        async close() {
          quality.close();
          await pipelines.close();
          upkeep.close();
          await forecasting.close();
          await jobs.close();
          await router.drain();
          sync.close();
          await datasets.close();
          await ports.compute.close();
          tables.close();
          db.close();
          lock.release();
        },
      };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw systemFault(error, { folder: folder.dir }) ?? error;
  }
}

function lockProject(folder: ProjectFolder): ProjectLock {
  try {
    return takeProjectLock(folder.lockPath);
  } catch (error) {
    throw systemFault(error, { folder: folder.dir }) ?? error;
  }
}
