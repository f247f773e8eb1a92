/** A real engine in a temp folder with in-thread computing, and a client to it. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Job } from '@shared/areas/jobs';
import { createClient, type EngineClient } from '@shared/contract/client';
import { createEngine, type Engine } from '@engine/engine';
import type { Ports } from '@engine/kernel/ports';
import type { Trust } from '@engine/kernel/router';
import { createInlineCompute } from '@main/compute/inline';
import { printNowhere } from '@main/headless/printPdf';
import { connectMemory } from '@main/headless/memoryTransport';
import { startScoringServer } from '@main/headless/scoringServer';
import { countingIds, recordingLog, steadyClock, temporaryFolder } from './temporary';

export interface TestEngine {
  readonly engine: Engine;
  readonly client: EngineClient;
  readonly projectDir: string;
  connect(trust: Trust): EngineClient;
  /** Waits for a job's end and returns its row. */
  finished(jobId: string): Promise<Job>;
  close(): Promise<void>;
}

export function makeEngine(settings: { readonly projectDir?: string; readonly ports?: Partial<Ports> } = {}): TestEngine {
  const projectDir = settings.projectDir ?? join(temporaryFolder(), 'project');
  const ports: Ports = { clock: steadyClock(), ids: countingIds(), log: recordingLog(), compute: createInlineCompute(), printPdf: printNowhere, openScoringServer: startScoringServer, appVersion: '0.0.0-test', resourcesDir: join(import.meta.dirname, '../../resources'), ...settings.ports };
  const engine = createEngine({ projectDir, ports, checkOutputs: true });
  const connect = (trust: Trust): EngineClient => createClient(connectMemory(engine.router, trust));
  const client = connect('shell');
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => (closed ??= engine.close());
  onTestFinished(close);
  return { engine, client, projectDir, connect, close, finished: (jobId) => waitForJob(client, jobId) };
}

export function waitForJob(client: EngineClient, jobId: string): Promise<Job> {
  return new Promise((done, fail) => {
    const stop = client.on('changed', ({ area }) => {
      if (area === 'jobs') look();
    });
    function look(): void {
      client.call('jobs.get', { jobId }).then((job) => {
        if (job.state === 'running' || job.state === 'queued') return;
        stop();
        done(job);
      }, fail);
    }
    look();
  });
}
