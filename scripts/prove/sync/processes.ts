/** Two real engine processes, two projects, one folder: rounds of edits, promotions and imports, with kill -9 in the middle of a sync. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createClient, type EngineClient } from '@shared/contract/client';
import { EngineError } from '@shared/contract/errors';
import type { EngineFrame } from '@shared/contract/frames';
import { createRandom } from '@engine/math';
import { createEngineHost, type EngineHost } from '@main/electron/engineHost';
import { engineProgram } from '../engineProgram';
import type { ProofResult } from '../proof';
import { createOracle } from './oracle';
import { createVersionWork } from './versionWork';

interface Life {
  readonly host: EngineHost;
  readonly client: EngineClient;
  end(): Promise<void>;
}

interface Partner {
  readonly name: string;
  readonly projectDir: string;
  life: Life;
}

export async function proveProcesses(seed: number, rounds: number): Promise<ProofResult> {
  const random = createRandom(seed);
  const counts = { rounds: 0, kills: 0, notes: 0, promotions: 0, imports: 0, deletions: 0, conflicts: 0 };
  const failures: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'almanac-share-'));
  const share = join(folder, 'share');
  mkdirSync(share);
  const oracle = createOracle();
  const versionWork = createVersionWork(oracle, random);
  const reasons: string[] = [];
  const partners: Partner[] = [];
  try {
    for (const name of ['ann', 'ben']) partners.push({ name, projectDir: join(folder, name), life: await live(join(folder, name)) });
    const [ann, ben] = partners as [Partner, Partner];
    await train(ann, await importWeek(ann, folder, 0));
    await choose(ann, share);
    await sync(ann);
    await choose(ben, share);
    await sync(ben);
    for (let round = 1; round <= rounds; round++) {
      for (const partner of partners) await work(partner, round);
      for (const partner of random.integer(2) === 0 ? [ann, ben] : [ben, ann]) await exchange(partner, round);
      counts.rounds += 1;
    }
    for (const partner of [ann, ben, ann, ben]) await sync(partner);
    await judge(ann, ben);
  } catch (error) {
    failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    for (const { life } of partners) await life.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts: { ...counts, ...versionWork.counts }, failures };

  async function work(partner: Partner, round: number): Promise<void> {
    if (round % 4 === 0) {
      await importWeek(partner, folder, round * 2 + (partner.name === 'ann' ? 0 : 1));
      counts.imports += 1;
    }
    const { client } = partner.life;
    await versionWork.work(client, partner.name, round);
    const runs = await client.call('tracking.runs', {});
    const run = runs[random.integer(Math.max(1, runs.length))];
    if (!run) return;
    await note(partner, run.id, `${partner.name} in round ${round}`);
    const promoted = runs[random.integer(runs.length)];
    if (promoted && random.integer(2) === 0) await tolerate(() => promote(client, promoted.id, `${partner.name} decided in round ${round}`));
    if (round % 5 === 0) {
      const gone = runs[random.integer(runs.length)];
      if (gone) await tolerate(() => client.call('tracking.delete', { runIds: [gone.id] }).then(() => void (counts.deletions += 1)));
    }
  }

  async function note(partner: Partner, runId: string, text: string): Promise<void> {
    const key = `run/${runId}/notes`;
    const seen = await visible(partner, runId);
    await partner.life.client.call('tracking.annotate', { runId, notes: text });
    oracle.write(key, seen, text);
    counts.notes += 1;
  }

  async function promote(client: EngineClient, runId: string, reason: string): Promise<void> {
    await client.call('registry.promote', { runId, alias: 'champion', reason, override: true });
    reasons.push(reason);
    counts.promotions += 1;
  }

  /** A sync that may be killed at any moment, while somebody goes on editing. */
  async function exchange(partner: Partner, round: number): Promise<void> {
    const { jobId } = await partner.life.client.call('sync.now', {});
    if (random.integer(3) === 0) {
      await finished(partner.life.client, jobId);
    } else {
      await pause(random.next() * 150);
      await kill(partner);
      counts.kills += 1;
    }
    const runs = await partner.life.client.call('tracking.runs', {});
    if (runs[0]) await note(partner, runs[0].id, `${partner.name} again in round ${round}`);
    counts.conflicts = Math.max(counts.conflicts, (await partner.life.client.call('sync.conflicts', {})).length);
  }

  async function judge(ann: Partner, ben: Partner): Promise<void> {
    const [first, second] = [await ann.life.client.call('sync.digest', {}), await ben.life.client.call('sync.digest', {})];
    if (first.digest !== second.digest) failures.push(`the projects differ: ${JSON.stringify(first)} and ${JSON.stringify(second)}`);
    for (const partner of [ann, ben]) {
      const { client } = partner.life;
      const shown = new Map(await versionWork.visible(client));
      for (const { id } of await client.call('tracking.runs', { includeDeleted: true })) shown.set(`run/${id}/notes`, await visible(partner, id));
      failures.push(...oracle.missing([], (key) => shown.get(key) ?? []).map((what) => `${partner.name} lost ${what}`));
      failures.push(...(await versionWork.lostDecisions(client)).map((token) => `${partner.name} lost what was decided as "${token}" in a recipe`));
      const ledger = new Set((await client.call('registry.ledger', {})).map(({ reason }) => reason));
      failures.push(...reasons.filter((reason) => !ledger.has(reason)).map((reason) => `${partner.name} lost the decision "${reason}"`));
      const verified = await client.call('datasets.verify', { deep: true });
      if (!verified.ok) failures.push(`${partner.name} has damaged files: ${JSON.stringify(verified.problems)}`);
      const state = await client.call('sync.state', {});
      if (state.waiting.length > 0) failures.push(`${partner.name} still waits: ${JSON.stringify(state.waiting)}`);
    }
  }
}

/** Note that holds, and notes that stand beside it as a conflict. */
async function visible({ life }: Partner, runId: string): Promise<string[]> {
  const { run } = await life.client.call('tracking.run', { runId });
  const conflicts = await life.client.call('sync.conflicts', {});
  return [run.notes, ...conflicts.filter(({ key }) => key === `run/${runId}/notes`).flatMap(({ values }) => values.map(({ text }) => text))];
}

/** What the registry or the trash refuses for reasons of its own is no fault of sync. */
async function tolerate(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'conflict') throw error;
  }
}

async function importWeek({ name, life }: Partner, folder: string, week: number): Promise<string> {
  const path = join(folder, `${name}-${week}.csv`);
  writeFileSync(path, ['id,price,colour,units', ...Array.from({ length: 60 }, (_, i) => `p${i},${5 + ((i * 37 + week * 11) % 50)},${['red', 'blue', 'green'][(i + week) % 3] ?? ''},${10 + ((i * 53 + week * 7) % 90)}`)].join('\n'));
  const { ticket } = await life.host.call('files.grant', { path }, z.object({ ticket: z.string() }));
  const { jobId } = await life.client.call('datasets.import', { ticket, name: 'shop' });
  return z.object({ snapshot: z.object({ id: z.string() }) }).parse(await finished(life.client, jobId)).snapshot.id;
}

async function train({ life }: Partner, snapshotId: string): Promise<void> {
  const { jobId } = await life.client.call('tracking.train', { snapshotId, target: 'units', models: ['mean', 'median', 'ridge'], folds: 3 });
  await finished(life.client, jobId);
}

async function choose({ life }: Partner, share: string): Promise<void> {
  const { ticket } = await life.host.call('files.grantFolder', { path: share }, z.object({ ticket: z.string() }));
  await life.client.call('sync.choose', { ticket });
}

async function sync({ life }: Partner): Promise<void> {
  const { jobId } = await life.client.call('sync.now', {});
  await finished(life.client, jobId);
}

async function finished(client: EngineClient, jobId: string): Promise<unknown> {
  for (;;) {
    const job = await client.call('jobs.get', { jobId });
    if (job.state === 'succeeded') return job.result;
    if (job.state !== 'running' && job.state !== 'queued') throw new Error(`the job ${job.endpoint} ended ${job.state}: ${job.error?.message ?? ''}`);
    await pause(10);
  }
}

async function live(projectDir: string): Promise<Life> {
  const host = createEngineHost(engineProgram);
  const frames = new Set<(frame: EngineFrame) => void>();
  host.onWindowFrame((frame) => frames.forEach((listener) => listener(frame)));
  await host.open(projectDir);
  const client = createClient({
    send: (frame) => host.sendFromWindow(frame),
    onFrame: (listener) => {
      frames.add(listener);
      return () => frames.delete(listener);
    },
    onClose: () => () => undefined,
  });
  return {
    host,
    client,
    async end() {
      client.close();
      await host.stop();
    },
  };
}

/** kill -9, then a new process: the host itself would start one again, but only once a minute. */
async function kill(partner: Partner): Promise<void> {
  const { processId } = partner.life.host;
  if (processId !== undefined) process.kill(processId, 'SIGKILL');
  await partner.life.end();
  partner.life = await live(partner.projectDir);
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
