/**
 * Proof: kill -9 of the engine at random moments of an import and of a race loses nothing that was committed.
 * After each kill the host starts the engine again, the job shows interrupted, resuming it gives the same result as an
 * undisturbed run, temporary files are swept, and every acknowledged note is still there.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Job } from '@shared/areas/jobs';
import { raceProgressSchema } from '@shared/areas/tracking';
import type { EngineClient } from '@shared/contract/client';
import { createRandom, type Random } from '@engine/math';
import { check, kill, open, pause } from './engineSession';
import { assertSwept, assertWhole, finished, snapshotOf, startImport } from './importing';
import type { ProofResult, ProofSettings } from './proof';

const kills = { short: 10, long: 100 } as const;

export async function prove({ mode, seed }: ProofSettings): Promise<ProofResult> {
  const random = createRandom(seed);
  const counts = { kills: 0, interrupted: 0, finishedBeforeKill: 0, resumed: 0, notesKept: 0, foldsKept: 0, sweptStarts: 0 };
  const failures: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'almanac-kills-'));
  try {
    const csv = join(folder, 'shop.csv');
    writeShop(csv, random);
    const expected = await undisturbed(join(folder, 'undisturbed'), csv);
    for (let i = 0; i < kills[mode]; i++) {
      const scene = i % 2 === 0 ? killImport : killRace;
      const name = `kill ${i + 1} (${scene.name})`;
      try {
        await scene({ projectDir: join(folder, `project-${i}`), csv, random, expected, counts });
        counts.kills++;
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      rmSync(join(folder, `project-${i}`), { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts, failures };
}

interface Expected {
  readonly snapshotId: string;
  readonly importMs: number;
  readonly raceMs: number;
  /** Fold scores per model, exactly. */
  readonly scores: string;
}

interface Scene {
  readonly projectDir: string;
  readonly csv: string;
  readonly random: Random;
  readonly expected: Expected;
  readonly counts: { interrupted: number; finishedBeforeKill: number; resumed: number; notesKept: number; foldsKept: number; sweptStarts: number };
}

async function undisturbed(projectDir: string, csv: string): Promise<Expected> {
  const session = await open(projectDir);
  try {
    const importStart = performance.now();
    const snapshotId = snapshotOf(await finished(session.client, await startImport(session, csv)));
    const importMs = performance.now() - importStart;
    const raceStart = performance.now();
    const race = await finished(session.client, await startRace(session.client, snapshotId));
    const raceMs = performance.now() - raceStart;
    return { snapshotId, importMs, raceMs, scores: await scoresOf(session.client, race) };
  } finally {
    await session.close();
  }
}

async function killImport({ projectDir, csv, random, expected, counts }: Scene): Promise<void> {
  const session = await open(projectDir);
  try {
    await session.client.call('project.rename', { name: 'Kept name' });
    const jobId = await startImport(session, csv);
    await pause(random.next() * expected.importMs);
    await kill(session);
    const job = await session.client.call('jobs.get', { jobId });
    const info = await session.client.call('project.info', {});
    check(info.name === 'Kept name', 'a committed name was lost');
    counts.notesKept++;
    assertSwept(projectDir);
    counts.sweptStarts++;
    const resumed = await takeUp(session.client, job, counts);
    check(snapshotOf(resumed) === expected.snapshotId, 'the resumed import gave another snapshot');
    await assertWhole(session.client, 1);
  } finally {
    await session.close();
  }
}

async function killRace({ projectDir, csv, random, expected, counts }: Scene): Promise<void> {
  const session = await open(projectDir);
  try {
    const snapshotId = snapshotOf(await finished(session.client, await startImport(session, csv)));
    let foldsSeen = 0;
    const stop = session.client.on('jobProgress', ({ progress }) => {
      const detail = raceProgressSchema.safeParse(progress.detail);
      if (detail.success) foldsSeen = detail.data.runs.reduce((sum, { folds }) => sum + folds.length, 0);
    });
    const jobId = await startRace(session.client, snapshotId);
    const noted = await noteWhileRunning(session.client, random.next() * expected.raceMs);
    await kill(session);
    stop();
    const job = await session.client.call('jobs.get', { jobId });
    const runs = await session.client.call('tracking.runs', {});
    const kept = runs.reduce((sum, run) => sum + run.foldsDone, 0);
    check(kept >= foldsSeen, `${foldsSeen} finished folds were announced, ${kept} are left`);
    counts.foldsKept += kept;
    for (const [runId, notes] of noted) {
      check(runs.find(({ id }) => id === runId)?.notes === notes, 'an acknowledged note was lost');
      counts.notesKept++;
    }
    assertSwept(projectDir);
    counts.sweptStarts++;
    const resumed = await takeUp(session.client, job, counts);
    check((await scoresOf(session.client, resumed)) === expected.scores, 'the resumed race gave other scores');
    await assertWhole(session.client, 1);
  } finally {
    await session.close();
  }
}

/** Writes notes to the newest run until the time is over; returns those the engine acknowledged. */
async function noteWhileRunning(client: EngineClient, durationMs: number): Promise<Map<string, string>> {
  const noted = new Map<string, string>();
  const end = performance.now() + durationMs;
  for (let i = 0; performance.now() < end; i++) {
    const [run] = await client.call('tracking.runs', {});
    if (run) {
      await client.call('tracking.annotate', { runId: run.id, notes: `note ${i}` });
      noted.set(run.id, `note ${i}`);
    }
    await pause(5);
  }
  return noted;
}

/** The job either ended before the kill or shows interrupted and can be resumed. */
async function takeUp(client: EngineClient, job: Job, counts: Scene['counts']): Promise<Job> {
  if (job.state === 'succeeded') {
    counts.finishedBeforeKill++;
    return job;
  }
  check(job.state === 'interrupted' && job.resumable, `the job shows ${job.state}, not interrupted`);
  counts.interrupted++;
  await client.call('jobs.resume', { jobId: job.id });
  const resumed = await finished(client, job.id);
  counts.resumed++;
  return resumed;
}

async function startRace(client: EngineClient, snapshotId: string): Promise<string> {
  const { jobId } = await client.call('tracking.train', { snapshotId, target: 'units_sold', models: ['mean', 'median', 'ridge', 'gradient-boosting'], folds: 5 });
  return jobId;
}

async function scoresOf(client: EngineClient, job: Job): Promise<string> {
  const { experimentId } = z.object({ experimentId: z.string() }).parse(job.result);
  const { runs } = await client.call('tracking.experiment', { experimentId });
  return JSON.stringify(runs.map(({ model, state, metrics }) => [model, state, metrics.rmsle?.folds, metrics.mae?.folds]).sort());
}

/** 4,000 products whose sales follow price and colour; large enough that a kill meets work at any stage. */
function writeShop(path: string, random: Random): void {
  const colours = ['white', 'black', 'red', 'blue', 'green'];
  const lines = ['product_id,price,colour,rating,units_sold'];
  for (let i = 0; i < 4000; i++) {
    const price = 1 + random.next() * 30;
    const colour = Math.floor(random.next() * colours.length);
    const units = Math.round(Math.exp(6 - price / 10 + colour / 3 + random.next()));
    lines.push(`p${i},${price.toFixed(2)},${colours[colour] ?? ''},${(1 + 4 * random.next()).toFixed(1)},${units}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}
