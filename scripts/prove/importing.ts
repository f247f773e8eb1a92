/** Imports through the engine's own process, and what must hold of a project after a kill. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Job } from '@shared/areas/jobs';
import type { EngineClient } from '@shared/contract/client';
import { check, pause, type Session } from './engineSession';

export async function startImport({ host, client }: Session, csv: string): Promise<string> {
  const { ticket } = await host.call('files.grant', { path: csv }, z.object({ ticket: z.string() }));
  const { jobId } = await client.call('datasets.import', { ticket });
  return jobId;
}

export async function finished(client: EngineClient, jobId: string): Promise<Job> {
  for (;;) {
    const job = await client.call('jobs.get', { jobId });
    if (job.state === 'succeeded') return job;
    if (job.state !== 'running' && job.state !== 'queued') throw new Error(`the job ${job.endpoint} ended ${job.state}: ${job.error?.message ?? ''}`);
    await pause(10);
  }
}

export function snapshotOf(job: Job): string {
  const { snapshot } = z.object({ snapshot: z.object({ id: z.string() }).nullable() }).parse(job.result);
  if (!snapshot) throw new Error('the import stored nothing');
  return snapshot.id;
}

export async function assertWhole(client: EngineClient, datasets: number): Promise<void> {
  const verified = await client.call('datasets.verify', { deep: true });
  check(verified.ok, `verify found ${JSON.stringify(verified.problems)}`);
  check((await client.call('datasets.list', {})).length === datasets, 'the number of datasets is wrong');
}

/** Only the list of grants may stay in the temp folder after a start. */
export function assertSwept(projectDir: string): void {
  const left = readdirSync(join(projectDir, 'tmp')).filter((name) => name !== 'grants.json');
  check(left.length === 0, `temporary files were left: ${left.join(', ')}`);
}
