/** Promotion, refusal, rollback, versions, and a ledger that the database itself keeps as it is. */
import { describe, expect, it } from 'vitest';
import type { Validation } from '@shared/areas/quality';
import { checkSchema } from '@shared/areas/qualitySchema';
import type { JobContext } from '@engine/kernel/area';
import { createRegistry, type Registry } from '@engine/registry';
import { steadyClock } from '../../../helpers/temporary';
import { makeShop, type Shop } from '../tracking/shop';

interface Trained {
  readonly shop: Shop;
  readonly registry: Registry;
  readonly runIds: readonly string[];
  readonly clock: ReturnType<typeof steadyClock>;
  setValidation(validation: Validation | null): void;
}

async function trained(models: ('median' | 'ridge' | 'gradient-boosting')[] = ['median', 'ridge', 'gradient-boosting']): Promise<Trained> {
  const shop = makeShop();
  const clock = steadyClock();
  let validation: Validation | null = null;
  const registry = createRegistry({ ...shop.parts, datasets: { ...shop.parts.datasets, isNewest: () => true }, ports: { ...shop.parts.ports, clock }, quality: { lastValidation: () => validation }, tracking: shop.tracking });
  const { runIds } = await shop.train({ models });
  return { shop, registry, runIds, clock, setValidation: (next) => void (validation = next) };
}

const context: JobContext = { jobId: 'job', resumed: false, signal: new AbortController().signal, report: () => undefined };
const promoteWith = (registry: Registry) => (runId: string, reason = 'because', more: { alias?: 'champion' | 'challenger'; gateId?: string; override?: boolean } = {}) =>
  Promise.resolve().then(() => registry.handlers['registry.promote']({ runId, alias: 'champion', reason, ...more }, context));
const rollBack = (registry: Registry, reason = 'worse in the shop', alias: 'champion' | 'challenger' = 'champion') => Promise.resolve().then(() => registry.handlers['registry.rollback']({ alias, reason }, context));
const gate = (registry: Registry, runId: string) => Promise.resolve(registry.handlers['registry.gate']({ runId }, context));

describe('promotion', () => {
  it('remembers each decision with its reason, version, cause and what went before', async () => {
    const { registry, runIds } = await trained();
    const [, ridge = '', boosting = ''] = runIds;
    expect(registry.champion()).toBeNull();
    const first = await promoteWith(registry)(ridge, ' steady ');
    expect(first).toMatchObject({ kind: 'promoted', runId: ridge, version: 1, model: 'ridge', previousRunId: null, previousVersion: null, reason: 'steady', cause: { by: 'hand' }, gateId: null, overridden: false });
    const cause = { by: 'pipeline', name: 'Monthly', runId: 'p1' } as const;
    await registry.handlers['registry.promote']({ runId: boosting, alias: 'champion', reason: 'better on every fold', cause }, context);
    expect(registry.champion()).toMatchObject({ decision: { runId: boosting, version: 2, previousRunId: ridge, previousVersion: 1, cause }, detail: { run: { id: boosting } } });
    expect(registry.ledger().map(({ runId }) => runId)).toEqual([boosting, ridge]);
    expect(await registry.handlers['registry.models']({}, context)).toMatchObject([{ name: 'units of summer <shop>', target: 'units', task: 'regression', aliases: { champion: 2, challenger: null }, versions: [{ number: 2, aliases: ['champion'], baseline: { model: 'median' } }, { number: 1, aliases: [] }] }]);
  });

  it('promotes only finished runs that are not in the trash, and protects those in office from it', async () => {
    const { shop, registry, runIds } = await trained();
    const [median = '', ridge = '', boosting = ''] = runIds;
    const promote = promoteWith(registry);
    await shop.tracking.handlers['tracking.delete']({ runIds: [median] }, context);
    await expect(promote(median)).rejects.toThrow(/in the trash/);
    await expect(promote(ridge, '   ')).rejects.toThrow(/Say why/);
    await expect(promote('nobody')).rejects.toMatchObject({ code: 'not-found' });
    const failed = await shop.train({ models: ['average'] });
    await expect(promote(failed.runIds[0] ?? '')).rejects.toThrow(/is failed/);
    await promote(ridge);
    await expect(promote(ridge)).rejects.toThrow(/champion already/);
    await expect(promote(ridge, 'why', { alias: 'challenger' })).rejects.toThrow(/cannot stand against itself/);
    await promote(boosting, 'promising', { alias: 'challenger' });
    expect(() => shop.tracking.handlers['tracking.delete']({ runIds: [ridge] }, context)).toThrow(/is the champion and cannot be deleted/);
    expect(() => shop.tracking.handlers['tracking.delete']({ runIds: [boosting] }, context)).toThrow(/is the challenger and cannot be deleted/);
    await shop.tracking.handlers['tracking.restore']({ runIds: [median] }, context);
    await promote(median);
    expect(registry.ledger()).toHaveLength(3);
  });

  it('a challenger that becomes champion stands against nobody any more', async () => {
    const { registry, runIds } = await trained();
    const [, ridge = '', boosting = ''] = runIds;
    const promote = promoteWith(registry);
    await promote(ridge);
    await promote(boosting, 'promising', { alias: 'challenger' });
    expect(registry.challenger()?.decision).toMatchObject({ runId: boosting, version: 2 });
    await promote(boosting, 'took over');
    expect(registry.challenger()).toBeNull();
    expect(registry.ledger().map(({ kind, alias }) => `${kind} ${alias}`)).toEqual(['promoted champion', 'cleared challenger', 'promoted challenger', 'promoted champion']);
  });

  it.each([
    'update decisions set reason = \'changed\'',
    'delete from decisions',
    'insert or replace into decisions (id, alias, run_id, reason, decided_at) select id, alias, run_id, \'replaced\', 0 from decisions limit 1',
    'update model_versions set run_id = \'other\'',
    'delete from gate_evaluations',
    'update gate_evaluations set verdict = \'pass\'',
  ])('refuses %s', async (statement) => {
    const { shop, registry, runIds } = await trained();
    await gate(registry, runIds[1] ?? '');
    await promoteWith(registry)(runIds[1] ?? '', 'steady');
    expect(() => shop.db.prepare(statement).run()).toThrow(/append-only|kept as it was/);
    expect(registry.ledger().map(({ reason }) => reason)).toEqual(['steady']);
  });
});

describe('gate', () => {
  it('the first champion is judged alone, and the evaluation says so', async () => {
    const { registry, runIds } = await trained();
    const evaluation = await gate(registry, runIds[1] ?? '');
    expect(evaluation).toMatchObject({ verdict: 'pass', comparison: null, championRunId: null });
    expect(evaluation.reasons[0]).toMatch(/no champion yet/);
    expect(evaluation.rules.map(({ rule, state }) => [rule.rule, state])).toEqual([['no-leak', 'pass'], ['quality', 'skipped'], ['fewest-rows', 'pass'], ['baseline', 'pass'], ['clear-gain', 'skipped']]);
    expect(await registry.handlers['registry.gateEvaluation']({ gateId: evaluation.gateId }, context)).toEqual(evaluation);
  });

  it('a refusal is an entry of the ledger and moves nothing; override promotes and is named', async () => {
    const { registry, runIds } = await trained();
    const [median = '', ridge = ''] = runIds;
    const promote = promoteWith(registry);
    await promote(ridge, 'steady');
    const evaluation = await gate(registry, median);
    expect(evaluation.verdict).toBe('fail');
    expect(evaluation.comparison).toMatchObject({ metric: 'rmsle', greaterIsBetter: false, rowsAnswered: 0, rowsLeftOut: 0, runId: median, againstId: ridge });
    expect(evaluation.comparison?.lower).toBeGreaterThan(0);
    const refused = await promote(median, 'I like it', { gateId: evaluation.gateId });
    expect(refused).toMatchObject({ kind: 'refused', version: null, runId: median, gateId: evaluation.gateId, reason: evaluation.reasons.join(' ') });
    expect(registry.champion()?.decision.runId).toBe(ridge);
    // Without naming the evidence the newest one counts all the same.
    expect(await promote(median, 'I like it')).toMatchObject({ kind: 'refused' });
    expect(await promote(median, 'I like it', { override: true })).toMatchObject({ kind: 'promoted', overridden: true, gateId: evaluation.gateId, reason: 'I like it' });
    expect(registry.ledger().map(({ kind }) => kind)).toEqual(['promoted', 'refused', 'refused', 'promoted']);
  });

  it('evidence about another run, or against a champion of the past, is not taken', async () => {
    const { registry, runIds } = await trained();
    const [median = '', ridge = '', boosting = ''] = runIds;
    const promote = promoteWith(registry);
    const early = await gate(registry, boosting);
    await expect(promote(ridge, 'why', { gateId: early.gateId })).rejects.toThrow(/is about run 3/);
    await expect(promote(ridge, 'why', { gateId: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
    await promote(median);
    await expect(promote(boosting, 'why', { gateId: early.gateId })).rejects.toThrow(/champion has changed/);
    expect(registry.ledger()).toHaveLength(1);
  });

  it('the same model again differs by nothing: insufficient', async () => {
    const { shop, registry, runIds } = await trained();
    const again = await shop.train({ models: ['median', 'ridge', 'gradient-boosting'] });
    await promoteWith(registry)(runIds[1] ?? '');
    const evaluation = await gate(registry, again.runIds[1] ?? '');
    expect(evaluation).toMatchObject({ verdict: 'insufficient', comparison: { difference: 0, lower: 0, upper: 0 } });
  });

  it('data whose critical check fails is refused', async () => {
    const { registry, runIds, setValidation } = await trained();
    const definition = checkSchema.parse({ check: 'not-null', column: 'price' });
    setValidation({ id: 'v', snapshotId: 's', success: false, statistics: { checks: 1, passed: 0, failed: 1, failingRows: 3 }, results: [{ check: 'not-null', column: 'price', columns: ['price'], severity: 'critical', success: false, failures: 3, considered: 30, missing: 0, failureShare: 0.1, sample: [], rule: 'not missing', definition }], createdAt: 0, schemaVersion: null });
    const evaluation = await gate(registry, runIds[1] ?? '');
    expect(evaluation).toMatchObject({ verdict: 'fail', reasons: [expect.stringMatching(/price not missing/)] });
  });

  it('a leak is refused by its column', async () => {
    const { shop, registry } = await trained();
    const leaking = await shop.train({ models: ['median', 'ridge'], exclude: [] });
    expect((await gate(registry, leaking.runIds[1] ?? '')).reasons).toEqual([expect.stringMatching(/"rating_count", which gives the answer away/)]);
  });
});

describe('rollback', () => {
  it('gives the alias back step by step, and ends where nothing was before', async () => {
    const { registry, runIds } = await trained();
    const [median = '', ridge = '', boosting = ''] = runIds;
    const promote = promoteWith(registry);
    await expect(rollBack(registry)).rejects.toThrow(/no champion yet/);
    for (const runId of [median, ridge, boosting]) await promote(runId);
    expect(await rollBack(registry)).toMatchObject({ kind: 'rolled-back', runId: ridge, previousRunId: boosting, reason: 'worse in the shop' });
    expect(await rollBack(registry)).toMatchObject({ runId: median, previousRunId: ridge });
    await expect(rollBack(registry)).rejects.toThrow(/nothing to go back to/);
    await expect(rollBack(registry, '  ')).rejects.toThrow(/Say why/);
    expect(registry.ledger()).toHaveLength(5);
  });

  it('goes back to no run that is in the trash', async () => {
    const { shop, registry, runIds } = await trained();
    await promoteWith(registry)(runIds[0] ?? '');
    await promoteWith(registry)(runIds[1] ?? '');
    await shop.tracking.handlers['tracking.delete']({ runIds: [runIds[0] ?? ''] }, context);
    await expect(rollBack(registry)).rejects.toThrow(/in the trash/);
    expect(registry.champion()?.decision.runId).toBe(runIds[1]);
  });
});

describe('names and times', () => {
  it('knows runs by alias, by name and version, and refuses what is not there', async () => {
    const { registry, runIds } = await trained();
    const [, ridge = '', boosting = ''] = runIds;
    expect(() => registry.resolve('champion')).toThrow(/no champion yet/);
    await promoteWith(registry)(ridge);
    expect(await registry.handlers['registry.register']({ runId: boosting }, context)).toMatchObject({ version: 2 });
    expect(await registry.handlers['registry.register']({ runId: boosting }, context)).toMatchObject({ version: 2 });
    const [model] = await registry.handlers['registry.models']({}, context);
    await registry.handlers['registry.rename']({ modelId: model?.id ?? '', name: ' Summer units ' }, context);
    expect(['champion', 'Summer units@champion', 'Summer units@1', 'Summer units@2'].map((each) => registry.resolve(each))).toEqual([ridge, ridge, ridge, boosting]);
    expect(registry.resolve(ridge)).toBeNull();
    expect(() => registry.resolve('Summer units@3')).toThrow(/no version 3/);
    expect(() => registry.resolve('Winter@champion')).toThrow(/There are: Summer units/);
    expect(() => registry.resolve('challenger')).toThrow(/no challenger yet/);
    await expect(Promise.resolve().then(() => registry.handlers['registry.rename']({ modelId: model?.id ?? '', name: 'a@b' }, context))).rejects.toThrow(/without the sign @/);
  });

  it('tells which version was in use at a moment', async () => {
    const { registry, runIds, clock } = await trained();
    const first = await promoteWith(registry)(runIds[0] ?? '');
    clock.advance(60_000);
    const second = await promoteWith(registry)(runIds[1] ?? '');
    clock.advance(60_000);
    const back = await rollBack(registry);
    const at = (time: number) => registry.handlers['registry.championAt']({ time, alias: 'champion' }, context);
    expect(await at(first.decidedAt - 1)).toBeNull();
    expect(await at(second.decidedAt - 1)).toMatchObject({ id: first.id });
    expect(await at(second.decidedAt)).toMatchObject({ id: second.id });
    expect(await at(back.decidedAt + 1)).toMatchObject({ id: back.id, runId: runIds[0] });
  });
});
