/** Promotion, and a ledger that the database itself keeps as it is. */
import { describe, expect, it } from 'vitest';
import { createRegistry, type Registry } from '@engine/registry';
import { makeShop, type Shop } from '../tracking/shop';

async function trained(): Promise<{ shop: Shop; registry: Registry; runIds: string[] }> {
  const shop = makeShop();
  const registry = createRegistry({ ...shop.parts, quality: { lastValidation: () => null }, tracking: shop.tracking });
  const { runIds } = await shop.train({ models: ['median', 'ridge', 'gradient-boosting'] });
  return { shop, registry, runIds };
}

const context = { signal: new AbortController().signal, report: () => undefined };

describe('registry', () => {
  it('remembers each decision with its reason and what went before', async () => {
    const { registry, runIds } = await trained();
    const [, ridge = '', boosting = ''] = runIds;
    expect(registry.champion()).toBeNull();
    const first = await registry.handlers['registry.promote']({ runId: ridge, alias: 'champion', reason: ' steady ' }, context);
    expect(first).toMatchObject({ runId: ridge, model: 'ridge', previousRunId: null, reason: 'steady' });
    await registry.handlers['registry.promote']({ runId: boosting, alias: 'champion', reason: 'better on every fold' }, context);
    expect(registry.champion()).toMatchObject({ decision: { runId: boosting, previousRunId: ridge }, detail: { run: { id: boosting } } });
    expect(registry.ledger().map(({ runId }) => runId)).toEqual([boosting, ridge]);
  });

  it('promotes only finished runs that are not in the trash, and protects the champion from it', async () => {
    const { shop, registry, runIds } = await trained();
    const [median = '', ridge = ''] = runIds;
    const promote = (runId: string, reason = 'because') => Promise.resolve().then(() => registry.handlers['registry.promote']({ runId, alias: 'champion', reason }, context));
    await shop.tracking.handlers['tracking.delete']({ runIds: [median] }, context);
    await expect(promote(median)).rejects.toThrow(/in the trash/);
    await expect(promote(ridge, '   ')).rejects.toThrow(/Say why/);
    await expect(promote('nobody')).rejects.toMatchObject({ code: 'not-found' });
    const failed = await shop.train({ models: ['average'] });
    await expect(promote(failed.runIds[0] ?? '')).rejects.toThrow(/is failed/);
    await promote(ridge);
    await expect(promote(ridge)).rejects.toThrow(/champion already/);
    expect(() => shop.tracking.handlers['tracking.delete']({ runIds: [ridge] }, context)).toThrow(/is the champion and cannot be deleted/);
    await shop.tracking.handlers['tracking.restore']({ runIds: [median] }, context);
    await promote(median);
    expect(registry.ledger()).toHaveLength(2);
  });

  it.each([
    'update decisions set reason = \'changed\'',
    'delete from decisions',
    'insert or replace into decisions (id, alias, run_id, reason, decided_at) select id, alias, run_id, \'replaced\', 0 from decisions limit 1',
  ])('refuses %s', async (statement) => {
    const { shop, registry, runIds } = await trained();
    await registry.handlers['registry.promote']({ runId: runIds[1] ?? '', alias: 'champion', reason: 'steady' }, context);
    expect(() => shop.db.prepare(statement).run()).toThrow(/append-only/);
    expect(registry.ledger().map(({ reason }) => reason)).toEqual(['steady']);
  });
});
