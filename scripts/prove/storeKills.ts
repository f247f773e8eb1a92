/**
 * Proof: kill -9 while the store is put in order loses nothing: while sources are packed, while the table of an older version
 * is made again, while the trash is cleared and what leaned on it gets its own form back, and while a back-up is restored.
 * After the next start every stored file and every value verifies, no temporary file is left, every version that is not
 * in the trash reads as before, and the same work is done whole when it is asked for again.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineClient } from '@shared/contract/client';
import { createRandom, type Random } from '@engine/math';
import { engineProgram } from './engineProgram';
import { check, kill, open, pause, type Session } from './engineSession';
import { assertSwept, assertWhole, finished, snapshotOf, startImport } from './importing';
import type { ProofResult, ProofSettings } from './proof';

const kills = { short: 8, long: 400 } as const;

interface Counts {
  kills: number;
  metAtWork: number;
  versionsReadAgain: number;
}

interface Scene {
  readonly projectDir: string;
  /** Versions of one table: each has a hundredth of its cells changed. */
  readonly files: readonly string[];
  readonly random: Random;
  /** How long the work takes undisturbed; grows where kills come before it began. */
  readonly lastsMs: number;
  readonly counts: Counts;
}

export async function prove({ mode, seed }: ProofSettings): Promise<ProofResult> {
  const random = createRandom(seed);
  const counts: Counts = { kills: 0, metAtWork: 0, versionsReadAgain: 0 };
  const failures: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'almanac-store-kills-'));
  try {
    const files = writeVersions(folder, random);
    const scenes = [packing, rebuilding, clearing, restoring] as const;
    for (let i = 0; i < kills[mode]; i++) {
      const scene = scenes[i % scenes.length] ?? packing;
      const projectDir = join(folder, `project-${i}`);
      try {
        await scene.run({ projectDir, files, random, lastsMs: scene.lastsMs, counts });
        counts.kills++;
      } catch (error) {
        failures.push(`kill ${i + 1} (${scene.name}): ${error instanceof Error ? error.message : String(error)}`);
        if (failures.length > 5) break;
      }
      rmSync(projectDir, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts: { kills: counts.kills, 'met at work': counts.metAtWork, 'versions read again': counts.versionsReadAgain }, failures };
}

const packing = {
  name: 'packing',
  lastsMs: 400,
  /** Begins by itself once the second version is stored. */
  async run({ projectDir, files, random, lastsMs, counts }: Scene): Promise<void> {
    const session = await open(projectDir);
    try {
      const ids = await importAll(session, files.slice(0, 2));
      await pause(random.next() * lastsMs);
      await kill(session);
      await assertAsBefore(session.client, projectDir, ids, counts);
      // Clearing waits for the packing, which the next import takes up.
      const all = [...ids, ...(await importAll(session, files.slice(2, 3)))];
      await session.client.call('upkeep.free', { dryRun: false });
      await assertAsBefore(session.client, projectDir, all, counts);
    } finally {
      await session.close();
    }
  },
};

const rebuilding = {
  name: 'rebuilding',
  lastsMs: 400,
  async run({ projectDir, files, random, lastsMs, counts }: Scene): Promise<void> {
    const before = await open(projectDir);
    const ids = await importAll(before, files.slice(0, 2));
    // Closed, the older version has its source alone.
    await before.close();
    const session = await open(projectDir);
    try {
      const met = killDuring(session, session.client.call('datasets.page', { snapshotId: ids[0] ?? '', offset: 0, limit: 1 }), random.next() * lastsMs);
      counts.metAtWork += await met;
      await assertAsBefore(session.client, projectDir, ids, counts);
    } finally {
      await session.close();
    }
  },
};

const clearing = {
  name: 'clearing',
  lastsMs: 250,
  async run({ projectDir, files, random, lastsMs, counts }: Scene): Promise<void> {
    const session = await open(projectDir);
    try {
      const ids = await importAll(session, files);
      await session.client.call('upkeep.free', { dryRun: false });
      const [base = '', ...kept] = ids;
      await session.client.call('datasets.moveToTrash', { snapshotIds: [base] });
      counts.metAtWork += await killDuring(session, session.client.call('upkeep.free', { dryRun: false }), random.next() * lastsMs);
      await assertAsBefore(session.client, projectDir, kept, counts);
      await session.client.call('upkeep.free', { dryRun: false });
      await assertAsBefore(session.client, projectDir, kept, counts);
      const { items } = await session.client.call('upkeep.freeable', {});
      check(items.length === 0, `clearing again left ${JSON.stringify(items)}`);
    } finally {
      await session.close();
    }
  },
};

const restoring = {
  name: 'restoring',
  lastsMs: 350,
  /** A back-up is put in place at the next start, before the database is opened. */
  async run({ projectDir, files, random, lastsMs, counts }: Scene): Promise<void> {
    const session = await open(projectDir);
    const [first = ''] = await importAll(session, files.slice(0, 1));
    const { name } = await session.client.call('upkeep.backUp', {});
    await importAll(session, files.slice(1, 2));
    await session.host.call('upkeep.planRestore', { name }, z.object({ undo: z.string() }));
    await session.close();
    await killedStart(projectDir, random.next() * lastsMs);
    const again = await open(projectDir);
    try {
      check((await again.client.call('upkeep.backups', {})).restored?.from.name === name, 'the back-up was not restored');
      const [dataset] = await again.client.call('datasets.list', {});
      check(dataset?.versions.length === 1, `the back-up knew one version, ${dataset?.versions.length ?? 0} are there`);
      await assertAsBefore(again.client, projectDir, [first], counts);
    } finally {
      await again.close();
    }
  },
};

async function importAll(session: Session, files: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) ids.push(snapshotOf(await finished(session.client, await startImport(session, file))));
  return ids;
}

/** @returns 1 where the work was not done when the kill came, else 0 */
async function killDuring(session: Session, work: Promise<unknown>, afterMs: number): Promise<number> {
  let done = false;
  const ended = work.then(
    () => void (done = true),
    () => undefined,
  );
  await Promise.race([pause(afterMs), ended]);
  const met = done ? 0 : 1;
  await kill(session);
  return met;
}

/** Starts the engine as a program of its own and kills it before or after it stands. */
async function killedStart(projectDir: string, afterMs: number): Promise<void> {
  const child = spawn(engineProgram.node, [engineProgram.engine, '--project', projectDir, '--resources', engineProgram.resources], { stdio: 'ignore' });
  const gone = new Promise<void>((ended) => child.on('exit', () => ended()));
  await pause(afterMs);
  child.kill('SIGKILL');
  await gone;
}

async function assertAsBefore(client: EngineClient, projectDir: string, ids: readonly string[], counts: Counts): Promise<void> {
  await assertWhole(client, 1);
  for (const snapshotId of ids) {
    const { rows } = await client.call('datasets.snapshot', { ref: snapshotId });
    const page = await client.call('datasets.page', { snapshotId, offset: 0, limit: 1 });
    check(page.total === rows && rows === rowsOfVersion, `a version of ${rowsOfVersion} rows shows ${page.total}`);
    counts.versionsReadAgain++;
  }
  assertSwept(projectDir);
}

const rowsOfVersion = 20_000;

/** Three versions of a megabyte of one name, so that they become versions of one dataset. */
function writeVersions(folder: string, random: Random): string[] {
  const rows = Array.from({ length: rowsOfVersion }, (_, i) => `p${i},${(random.next() * 1000).toFixed(4)},${Math.floor(random.next() * 1e9)},${Math.floor(random.next() * 2 ** 44).toString(36)}`);
  return [0, 1, 2].map((version) => {
    for (let i = version; version > 0 && i < rows.length; i += 100) rows[i] = `${rows[i] ?? ''}${version}`;
    const path = join(mkdtempSync(join(folder, 'version-')), 'shop.csv');
    writeFileSync(path, `id,price,units,note\n${rows.join('\n')}\n`);
    return path;
  });
}
