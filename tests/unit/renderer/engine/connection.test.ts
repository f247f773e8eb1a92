import { describe, expect, it } from 'vitest';
import { connect } from '../../../../src/renderer/engine/connection';
import { createFakeHost } from './fakeHost';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const project = (name: string) => ({ id: 'p', name, formatVersion: 1, appVersion: '0.1.0' });

describe('the cache of answers', () => {
  it('asks once for many listeners and keeps the answer', async () => {
    const host = createFakeHost({ 'project.info': () => project('One') });
    const { cache } = connect(host);
    let told = 0;
    const stops = [1, 2].map(() => cache.subscribe('project.info', {}, () => (told += 1)));
    expect(cache.read('project.info', {}).loading).toBe(true);
    await settled();
    expect(cache.read('project.info', {})).toMatchObject({ data: { name: 'One' }, loading: false, error: null });
    expect(host.calls).toEqual(['project.info']);
    expect(told).toBe(2);
    stops.forEach((stop) => stop());
  });

  it('a change fetches anew what is shown, keeps the old answer meanwhile, and drops the rest', async () => {
    let name = 'One';
    const host = createFakeHost({ 'project.info': () => project(name), 'jobs.list': () => [] });
    const { cache } = connect(host);
    cache.subscribe('project.info', {}, () => undefined);
    const stop = cache.subscribe('jobs.list', { limit: 5 }, () => undefined);
    await settled();
    stop();
    name = 'Two';
    host.announce('changed', { area: 'project', ids: [] });
    expect(cache.read('project.info', {})).toMatchObject({ data: { name: 'One' }, refetching: true, loading: false });
    await settled();
    expect(cache.read('project.info', {})).toMatchObject({ data: { name: 'Two' }, refetching: false });
    expect(cache.read('jobs.list', { limit: 5 }).data).toEqual([]);
    host.announce('changed', { area: 'jobs', ids: [] });
    expect(cache.read('jobs.list', { limit: 5 }).data).toBeUndefined();
  });

  it('a change of another area asks nothing', async () => {
    const host = createFakeHost({ 'project.info': () => project('One'), 'jobs.list': () => [] });
    const { cache } = connect(host);
    cache.subscribe('jobs.list', {}, () => undefined);
    await settled();
    host.announce('changed', { area: 'datasets', ids: [] });
    await settled();
    expect(host.calls).toEqual(['jobs.list']);
  });

  it('an answer that comes after a newer question is not taken', async () => {
    const pending: ((value: unknown) => void)[] = [];
    const { createQueryCache } = await import('../../../../src/renderer/engine/queryCache');
    const cache = createQueryCache(() => new Promise((resolve) => pending.push(resolve)));
    cache.subscribe('project.info', {}, () => undefined);
    cache.reload('project.info', {});
    pending[1]?.('newer');
    pending[0]?.('older');
    await settled();
    expect(cache.read('project.info', {}).data).toBe('newer');
  });

  it('a failure is told, and the next listener tries again', async () => {
    let broken = true;
    const host = createFakeHost({
      'project.info': () => {
        if (broken) throw new Error('gone');
        return project('One');
      },
    });
    const { cache } = connect(host);
    cache.subscribe('project.info', {}, () => undefined)();
    await settled();
    expect(cache.read('project.info', {}).error).toMatchObject({ code: 'not-found' });
    broken = false;
    cache.subscribe('project.info', {}, () => undefined);
    await settled();
    expect(cache.read('project.info', {})).toMatchObject({ data: { name: 'One' }, error: null });
  });
});

describe('the engine behind the window', () => {
  it('after it was replaced everything shown is fetched anew and live progress is forgotten', async () => {
    const host = createFakeHost({ 'project.info': () => project('One') });
    const { cache, jobs, engineState } = connect(host);
    cache.subscribe('project.info', {}, () => undefined);
    await settled();
    host.announce('jobProgress', { jobId: 'j', progress: { fraction: 0.5, title: 'Reading' }, etaMs: 1000 });
    expect(jobs.read('j')).toMatchObject({ etaMs: 1000, progress: { fraction: 0.5 } });
    host.setState('restarting');
    expect(engineState().state).toBe('restarting');
    expect(host.calls).toHaveLength(1);
    host.setState('running');
    await settled();
    expect(host.calls).toHaveLength(2);
    expect(jobs.read('j')).toBeNull();
  });

  it('an event of another shape is left alone', () => {
    const host = createFakeHost({});
    const { jobs } = connect(host);
    host.announce('jobProgress', { jobId: 'j', progress: { fraction: 7, title: 'no' }, etaMs: null });
    expect(jobs.read('j')).toBeNull();
  });
});
