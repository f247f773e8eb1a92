import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import type { EngineFrame } from '@shared/contract/frames';
import { createJobRunner, markInterrupted, type JobHandler } from '@engine/jobs';
import { findJob, listJobs } from '@engine/jobs/jobStore';
import { openDatabase } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { countingIds, recordingLog, steadyClock, temporaryFolder } from '../../../helpers/temporary';

function makeRunner(handlers: Record<string, JobHandler>) {
  const dir = temporaryFolder();
  const db = openDatabase(join(dir, 'a.db'));
  migrate(db, migrations, dir);
  const clock = steadyClock();
  const log = recordingLog();
  const frames: EngineFrame[] = [];
  const runner = createJobRunner({ db, clock, ids: countingIds(), log, handlerOf: (name) => handlers[name], broadcast: (frame) => frames.push(frame) });
  const settled = async (jobId: string) => {
    for (;;) {
      const job = findJob(db, jobId);
      if (job && job.state !== 'running' && job.state !== 'queued') return job;
      await new Promise((done) => setTimeout(done, 1));
    }
  };
  return { db, clock, log, frames, runner, settled };
}

test('the row stands before the work starts, and keeps the result after', async () => {
  const seen: unknown[] = [];
  const { db, runner, settled } = makeRunner({
    'test.work': (_, { jobId }) => {
      seen.push(findJob(db, jobId)?.state);
      return { answer: 42 };
    },
  });
  const { jobId } = runner.start('test.work', { name: 'summer.csv' });
  const job = await settled(jobId);
  expect(seen).toEqual(['running']);
  expect(job).toMatchObject({ state: 'succeeded', result: { answer: 42 }, title: 'test.work: summer.csv', resumable: false });
});

test('progress goes out at most ten times a second, and the last one always', async () => {
  const { runner, clock, frames, settled } = makeRunner({
    'test.work': (_, { report }) => {
      for (let i = 1; i <= 100; i++) {
        clock.advance(10);
        report({ fraction: i / 100, title: `step ${i}` });
      }
      return null;
    },
  });
  const { jobId } = runner.start('test.work', {});
  await settled(jobId);
  const titles = frames.flatMap((frame) => (frame.t === 'event' && frame.name === 'jobProgress' ? [(frame.payload as { progress: { title: string } }).progress.title] : []));
  expect(titles.length).toBeLessThanOrEqual(11);
  expect(titles.at(-1)).toBe('step 100');
});

test('cancelling reaches the work and the row says cancelled', async () => {
  const { runner, settled } = makeRunner({
    'test.work': (_, { signal }) => new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new EngineError('cancelled', 'Stopped.')))),
  });
  const { jobId } = runner.start('test.work', {});
  await Promise.resolve();
  runner.cancel(jobId);
  expect(await settled(jobId)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } });
  expect(() => runner.cancel(jobId)).toThrow(expect.objectContaining({ code: 'conflict' }));
});

test('an unknown error becomes internal for the user; the log keeps where it came from, never its words', async () => {
  const { runner, log, settled } = makeRunner({
    'test.work': () => {
      throw new TypeError('x is undefined');
    },
  });
  const { jobId } = runner.start('test.work', {});
  expect(await settled(jobId)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  expect(JSON.stringify(log.lines[0])).toContain('TypeError');
  expect(JSON.stringify(log.lines[0])).toContain('jobRunner.test.ts');
  expect(JSON.stringify(log.lines)).not.toContain('x is undefined');
});

test('after a crash a running job shows interrupted and can be resumed once', async () => {
  const resumed: boolean[] = [];
  const { db, runner, settled } = makeRunner({
    'test.work': (_, context) => {
      resumed.push(context.resumed);
      return 1;
    },
  });
  const { jobId } = runner.start('test.work', { a: 1 });
  await settled(jobId);
  db.prepare("update jobs set state = 'running' where id = ?").run(jobId);
  expect(markInterrupted(db, 5)).toEqual([jobId]);
  expect(findJob(db, jobId)).toMatchObject({ state: 'interrupted', resumable: true });
  runner.resume(jobId);
  expect(await settled(jobId)).toMatchObject({ state: 'succeeded' });
  expect(resumed).toEqual([false, true]);
  expect(() => runner.resume(jobId)).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(listJobs(db, 10)).toHaveLength(1);
});

test('a job that does not exist is refused by name before any row is written', () => {
  const { db, runner } = makeRunner({});
  expect(() => runner.start('test.none', {})).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(listJobs(db, 10)).toEqual([]);
});
