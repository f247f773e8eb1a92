/** One suite over every carrier: the engine answers the same whoever brings the frames. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { EngineFrame } from '@shared/contract/frames';
import { carriers, type Carrier } from '../helpers/carriers';
import { waitForJob } from '../helpers/makeEngine';
import { temporaryFolder } from '../helpers/temporary';

describe.each(Object.entries(carriers))('%s', (_, open) => {
  async function connect(): Promise<Carrier> {
    const carrier = await open(join(temporaryFolder(), 'project'));
    onTestFinished(() => carrier.close());
    return carrier;
  }

  test('a query is answered with what the contract says', async () => {
    const { client } = await connect();
    expect(await client.call('project.info', {})).toMatchObject({ name: 'project', formatVersion: 1 });
    expect(await client.call('datasets.list', {})).toEqual([]);
  });

  test.each(['nothing.here', '__proto__', 'constructor', 'toString'])('the unknown name %s is refused', async (name) => {
    const { client } = await connect();
    await expect(client.call(name as 'project.info', {})).rejects.toMatchObject({ code: 'not-found' });
  });

  test('bad input is refused with the place that is wrong', async () => {
    const { client } = await connect();
    await expect(client.call('jobs.list', { limit: -1 })).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringContaining('limit') as string });
    await expect(client.call('project.rename', { name: 7 as unknown as string })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('only the shell and the command line may name a path', async () => {
    const { client, trusted } = await connect();
    const path = join(temporaryFolder(), 'a.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    const granted = client.call('files.grant', { path });
    if (trusted) expect(await granted).toMatchObject({ name: 'a.csv', sizeBytes: 8 });
    else await expect(granted).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('commands are carried out in the order they were sent', async () => {
    const { client } = await connect();
    const names = Array.from({ length: 20 }, (__, i) => `name ${i}`);
    await Promise.all(names.map((name) => client.call('project.rename', { name })));
    // HTTP requests may overtake each other before they reach the queue, so only the last state must be one of them, and stay.
    const { name } = await client.call('project.info', {});
    expect(names).toContain(name);
    await client.call('project.rename', { name: 'last' });
    expect((await client.call('project.info', {})).name).toBe('last');
  });

  test('a job answers at once with its id, announces its changes and keeps its result', async () => {
    const { client } = await connect();
    const changes: string[] = [];
    client.on('changed', ({ area }) => changes.push(area));
    const { jobId } = await client.call('project.loadSamples', {});
    const job = await waitForJob(client, jobId);
    expect(job).toMatchObject({ state: 'succeeded', endpoint: 'project.loadSamples' });
    expect(changes).toContain('jobs');
    expect(changes).toContain('datasets');
    const [first] = await client.call('datasets.list', {});
    const page = await client.call('datasets.page', { snapshotId: first?.versions[0]?.snapshotId ?? '', offset: 0, limit: 1000 });
    expect(page.rows.length).toBe(Math.min(1000, page.total));
  });

  test('a cancelled job ends within a second', async () => {
    const { client } = await connect();
    const { jobId } = await client.call('project.loadSamples', {});
    const asked = performance.now();
    await client.call('jobs.cancel', { jobId });
    const job = await waitForJob(client, jobId);
    expect(job.state).toBe('cancelled');
    expect(performance.now() - asked).toBeLessThan(1000);
  });

  test('cancelling a call that is not open does no harm, and answers carry the number of their call', async () => {
    const { client, transport } = await connect();
    const frames: EngineFrame[] = [];
    transport.onFrame((frame) => frames.push(frame));
    transport.send({ t: 'cancel', id: 4711 });
    transport.send({ t: 'call', id: 900, name: 'project.info', input: {} });
    await expect.poll(() => frames.some((frame) => frame.t === 'ok' && frame.id === 900)).toBe(true);
    expect((await client.call('project.info', {})).name).toBe('project');
  });
});
