/** The real dvc in a folder, and what Almanac's command line answers about it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { programOf, runProgram, type PeerContext, type ProgramRun } from './peerProof';

export const writtenSchema = z.object({ written: z.array(z.string()) });
export const importedSchema = z.object({
  snapshots: z.array(z.object({ path: z.string(), md5: z.string(), snapshotId: z.string(), dataset: z.string(), number: z.number(), alreadyThere: z.boolean() })),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
});

export type Dvc = (...args: string[]) => Promise<ProgramRun>;

/** Runs dvc in this folder. */
export function dvcIn({ peer, folder }: PeerContext, repository: string): Dvc {
  if (!peer) throw new Error('DVC is a Python peer.');
  return (...args) => runProgram(programOf(peer, 'dvc'), args, { folder: repository, environment: { DVC_NO_ANALYTICS: 'true', DVC_SITE_CACHE_DIR: join(folder, 'site') } });
}

/** Throws where dvc refuses: for what a proof stands on. */
export async function must(dvc: Dvc, ...args: string[]): Promise<void> {
  const { exitCode, errors } = await dvc(...args);
  if (exitCode !== 0) throw new Error(`dvc ${args.join(' ')} ended with ${exitCode}: ${errors.trim()}`);
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
