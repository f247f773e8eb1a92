/** Who is champion, when two devices decide: the ledger of both holds everything, the alias stays where it was agreed. */
import { expect, test } from 'vitest';
import { openPair, openPartner, syncAll, type Partner } from './shareHelpers';
import { join } from 'node:path';

async function twoRuns(): Promise<{ ann: Partner; ben: Partner; share: string; runs: readonly [string, string, string] }> {
  const { ann, ben, share } = openPair();
  const [first = '', second = ''] = await ann.train(await ann.importShop(1));
  const [third = ''] = await ann.train(await ann.importShop(2));
  await promote(ann, first, 'the first');
  await syncAll(share, ann, ben);
  return { ann, ben, share, runs: [first, second, third] };
}

async function promote(partner: Partner, runId: string, reason: string): Promise<void> {
  partner.clock.advance(1000);
  await partner.client.call('registry.promote', { runId, alias: 'champion', reason });
}

const champion = async ({ client }: Partner): Promise<string | undefined> => (await client.call('registry.champion', {}))?.decision.runId;
const reasons = async ({ client }: Partner): Promise<string[]> => (await client.call('registry.ledger', {})).map(({ reason }) => reason);

test('a promotion arrives with its ledger, model and version', async () => {
  const { ann, ben, runs } = await twoRuns();
  expect(await champion(ben)).toBe(runs[0]);
  expect(await reasons(ben)).toEqual(['the first']);
  const strip = (models: Awaited<ReturnType<typeof listModels>>) => models.map(({ id: _id, datasetId: _dataset, versions, ...model }) => ({ ...model, versions: versions.map(({ id: _version, ...version }) => version) }));
  const listModels = ({ client }: Partner) => client.call('registry.models', {});
  expect(strip(await listModels(ben))).toEqual(strip(await listModels(ann)));
  expect(await ben.digest()).toBe(await ann.digest());
});

test('two promotions at once: both are kept and asked about, the champion stays the agreed one on both', async () => {
  const { ann, ben, share, runs } = await twoRuns();
  await promote(ann, runs[1], 'Ann says the second');
  await promote(ben, runs[2], 'Ben says the third');
  await syncAll(share, ann, ben, ann, ben);
  for (const each of [ann, ben]) {
    expect(await champion(each)).toBe(runs[0]);
    const conflicts = await each.client.call('sync.conflicts', {});
    expect(conflicts).toHaveLength(1);
    expect((await each.client.call('project.overview', {})).counts.conflicts).toBe(1);
    expect(conflicts[0]).toMatchObject({ kind: 'decided' });
    expect(conflicts[0]?.values.map(({ value }) => value).sort()).toEqual([{ run: runs[1] }, { run: runs[2] }].sort());
    expect(conflicts[0]?.values.flatMap(({ evidence }) => evidence.filter(({ label }) => label === 'reason').map(({ value }) => value)).sort()).toEqual(['Ann says the second', 'Ben says the third']);
  }
  expect(await reasons(ann)).toEqual(await reasons(ben));
  expect(await ben.digest()).toBe(await ann.digest());

  const [conflict] = await ben.client.call('sync.conflicts', {});
  const anns = conflict?.values.find(({ own }) => !own);
  await ben.client.call('sync.resolve', { key: conflict?.key ?? '', stamp: anns?.stamp ?? '' });
  expect(await champion(ben)).toBe(runs[1]);
  await syncAll(share, ben, ann);
  for (const each of [ann, ben]) {
    expect(await champion(each)).toBe(runs[1]);
    expect(await each.client.call('sync.conflicts', {})).toEqual([]);
    expect((await each.client.call('project.overview', {})).counts.conflicts).toBe(0);
    expect(await reasons(each)).toHaveLength(4);
  }
  expect(await ben.digest()).toBe(await ann.digest());
});

test('a new promotion settles the question as well', async () => {
  const { ann, ben, share, runs } = await twoRuns();
  await promote(ann, runs[1], 'second');
  await promote(ben, runs[2], 'third');
  await syncAll(share, ann, ben, ann);
  await promote(ann, runs[2], 'Ben was right');
  await syncAll(share, ann, ben);
  for (const each of [ann, ben]) {
    expect(await champion(each)).toBe(runs[2]);
    expect(await each.client.call('sync.conflicts', {})).toEqual([]);
  }
  await ben.client.call('registry.rollback', { reason: 'back' });
  await syncAll(share, ben, ann);
  expect(await champion(ann)).toBe(await champion(ben));
  expect(await ben.digest()).toBe(await ann.digest());
});

test('the same promotion on both is no conflict', async () => {
  const { ann, ben, share, runs } = await twoRuns();
  await promote(ann, runs[1], 'yes');
  await promote(ben, runs[1], 'indeed');
  await syncAll(share, ann, ben, ann, ben);
  for (const each of [ann, ben]) {
    expect(await champion(each)).toBe(runs[1]);
    expect(await each.client.call('sync.conflicts', {})).toEqual([]);
  }
  expect(await ben.digest()).toBe(await ann.digest());
});

test('a run deleted here and made champion there stays', async () => {
  const { ann, ben, share, runs } = await twoRuns();
  await ann.client.call('tracking.delete', { runIds: [runs[2]] });
  await promote(ben, runs[2], 'third');
  await syncAll(share, ann, ben, ann, ben);
  for (const each of [ann, ben]) {
    expect(await champion(each)).toBe(runs[2]);
    expect((await each.client.call('tracking.run', { runId: runs[2] })).run.deletedAt).toBeNull();
    expect((await each.client.call('sync.conflicts', {})).map(({ kind }) => kind)).toEqual(['deleted']);
  }
});

test('a third device joins from zero and sees the open question and all that happened', async () => {
  const { ann, ben, share, runs } = await twoRuns();
  await promote(ann, runs[1], 'second');
  await promote(ben, runs[2], 'third');
  await syncAll(share, ann, ben, ann);
  const cleo = openPartner('cleo', join(share, '..'));
  await syncAll(share, cleo);
  expect(await champion(cleo)).toBe(runs[0]);
  expect(await cleo.client.call('sync.conflicts', {})).toHaveLength(1);
  expect(await cleo.digest()).toBe(await ann.digest());
});
