/** Makes an engine with the real ports: the same for the app's engine process, browser mode and the command line. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createComputePool } from '../compute/pool';
import { createEngine, type Engine } from '../engine/engine';
import type { Ports, PrintPdf } from '../engine/kernel/ports';
import { systemClock, systemIds } from '../engine/kernel/systemPorts';
import { projectFolder } from '../engine/storage/projectFolder';
import { createFileLog } from '../log/fileLog';
import { appVersion } from './appVersion';
import { startScoringServer } from './scoringServer';
import { printByHiddenShell } from './hiddenShell';

export interface OpenEngineSettings {
  readonly projectDir: string;
  readonly resourcesDir: string;
  /** Folder of the built entries. Shared code may be bundled elsewhere, so the entry says where it lies. */
  readonly programDir: string;
  /** Where the shell prints; else a hidden one is started for it. */
  readonly printPdf?: PrintPdf;
}

/** Compute workers: one per core up to four; a race shares its table among them. */
function workerCount(): number {
  return Math.max(1, Math.min(4, availableParallelism()));
}

export function openEngine({ projectDir, resourcesDir, programDir, printPdf = printByHiddenShell(programDir) }: OpenEngineSettings): Engine {
  const ports: Ports = {
    clock: systemClock,
    ids: systemIds,
    log: createFileLog(projectFolder(projectDir).logsDir, 'engine'),
    compute: createComputePool({ workerPath: join(programDir, 'computeWorker.cjs'), size: workerCount() }),
    printPdf,
    openScoringServer: startScoringServer,
    appVersion,
    resourcesDir,
  };
  return createEngine({ projectDir, ports, checkOutputs: process.env['NODE_ENV'] === 'test' });
}
