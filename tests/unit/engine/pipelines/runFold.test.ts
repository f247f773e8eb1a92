/** The state of a run as a fold, where every prefix folds to a valid state, and nothing in the log makes it throw. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventKinds, pipelineRunSchema, type Artifacts, type PipelineEvent } from '@shared/areas/pipelines';
import { applyEvent, foldRun } from '@engine/pipelines/runFold';

const steps = [{ name: 'import', kind: 'import' }, { name: 'check', kind: 'validate' }, { name: 'train', kind: 'train' }] as const;
const artifact = { type: 'snapshot', id: 'a', hash: 'b', label: 'c' } as const;

const opening: PipelineEvent = {
  id: 1,
  pipeline: 'monthly',
  runId: 'run',
  step: null,
  item: null,
  kind: 'queued',
  at: 1000,
  data: { jobId: 'job', number: 1, version: 1, cause: { kind: 'manual' }, source: { kind: 'snapshot', snapshotId: 's' }, steps: [...steps] },
};

const anyEvent: fc.Arbitrary<PipelineEvent> = fc.record({
  id: fc.integer({ min: 2 }),
  pipeline: fc.constant('monthly'),
  runId: fc.constant('run'),
  step: fc.constantFrom(null, 'import', 'check', 'train', 'gone'),
  item: fc.constantFrom(null, null, 'ridge', 'median'),
  kind: fc.constantFrom(...eventKinds),
  at: fc.integer({ min: 1000, max: 10_000 }),
  data: fc.record({ durationMs: fc.nat(5000), madeBy: fc.nat(9), attempt: fc.integer({ min: 1, max: 4 }), fraction: fc.double({ min: 0, max: 1, noNaN: true }), title: fc.string(), refused: fc.boolean(), outputs: fc.constantFrom<Artifacts>({}, { snapshot: artifact }), answer: fc.constantFrom('approve' as const, 'refuse' as const) }, { requiredKeys: [] }),
});

function event(kind: PipelineEvent['kind'], step: string | null = null, data: PipelineEvent['data'] = {}, item: string | null = null): PipelineEvent {
  return { ...opening, id: 2, kind, step, item, at: 2000, data };
}

describe('fold of a log', () => {
  test('every prefix of any log folds to a valid state, and event by event gives the same as at once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const log = [opening, ...events];
        let run = foldRun([]);
        log.forEach((each, i) => {
          run = applyEvent(run, each);
          expect(run).toEqual(foldRun(log.slice(0, i + 1)));
          expect(pipelineRunSchema.safeParse(run).success).toBe(true);
        });
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('a log that does not begin with queued is no run', () => {
    expect(foldRun([event('started')])).toBeNull();
  });

  test('a run goes from queued to succeeded, and tells how long it worked', () => {
    const run = foldRun([opening, event('started', null, { jobId: 'job' }), event('started', 'import', { attempt: 1 }), event('output', 'import', { outputs: { snapshot: artifact }, durationMs: 30 }), event('reused', 'check', { madeBy: 4 }), event('skipped', 'train'), event('finished')]);
    expect(run?.state).toBe('succeeded');
    expect(run?.durationMs).toBe(30);
    expect(run?.steps.map(({ state, reused, madeBy }) => [state, reused, madeBy])).toEqual([['done', false, null], ['done', true, 4], ['skipped', false, null]]);
  });

  test('a run that is taken up keeps what was done and puts the rest in line again', () => {
    const run = foldRun([opening, event('started'), event('output', 'import', { outputs: { snapshot: artifact } }), event('started', 'check'), event('interrupted'), event('started')]);
    expect(run?.state).toBe('running');
    expect(run?.steps.map(({ state }) => state)).toEqual(['done', 'queued', 'queued']);
    expect(run?.steps[0]?.outputs).toEqual({ snapshot: artifact });
  });

  test('a question makes the run wait, an answer puts it in line', () => {
    const asked = [opening, event('started'), event('waiting', 'check', { said: { tone: 'attention', title: 'Waits.', reason: 'Why.' } })];
    expect(foldRun(asked)?.state).toBe('waiting');
    expect(foldRun([...asked, event('decided', 'check', { answer: 'approve' })])?.state).toBe('queued');
    expect(foldRun([...asked, event('cancelled')])?.steps.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  test('a refusal is told apart from a failure', () => {
    expect(foldRun([opening, event('failed', 'check', { refused: true }), event('failed', null, { refused: true })])?.state).toBe('refused');
    expect(foldRun([opening, event('failed', 'check', { error: { code: 'internal', message: 'x' } }), event('failed')])?.steps[1]?.state).toBe('failed');
  });

  test('values of a foreach step stand beside each other', () => {
    const run = foldRun([opening, event('started', 'train'), event('started', 'train', {}, 'ridge'), event('output', 'train', { durationMs: 5 }, 'ridge'), event('reused', 'train', {}, 'median')]);
    expect(run?.steps[2]?.items).toEqual([{ item: 'ridge', state: 'done', reused: false, durationMs: 5 }, { item: 'median', state: 'done', reused: true, durationMs: null }]);
    expect(run?.durationMs).toBe(0);
  });
});
