/** The radar on real tables without a hint of when anything is known: what leaks is found, what is honest is left in peace. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leakRadar, planFolds, type LeakFinding, type Split, type TrainingTable } from '@engine/training';
import { readCsvTable } from '../csvTable';
import { afterSale, readWish, wishAbsent, wishIsHere } from '../wishTable';

const shared = (...parts: string[]): string => join(process.cwd(), '..', 'shared', 'data', ...parts);

async function radar(table: TrainingTable, target: string, split: Split): Promise<LeakFinding[]> {
  const { folds } = planFolds({ table, target, split, folds: 5, repeats: 1, seed: 1 });
  const watched = table.columns.filter(({ type }) => type !== 'id').map(({ name }) => ({ name, knownWhen: 'before-launch' as const }));
  return leakRadar({ table, target, transform: 'log1p', watched, folds, seed: 1 });
}

function accused(findings: readonly LeakFinding[]): string[] {
  return findings.filter(({ leak }) => leak).map(({ column }) => column).sort();
}

if (!wishIsHere) console.error(wishAbsent);

describe.skipIf(!wishIsHere)('Wish without hints', () => {
  it('exactly the seven rating columns are found; sums of badges and the subtitle are only noted', async () => {
    const findings = await radar(readWish(), 'units_sold', { kind: 'group', column: 'merchant_id' });
    expect(accused(findings)).toEqual([...afterSale].sort());
    const kinds = new Map(findings.map(({ column, suspicions }) => [column, suspicions.map(({ kind }) => kind)]));
    expect(kinds.get('rating')).toEqual(['granularity', 'fake-default', 'name']);
    expect(kinds.get('rating_one_count')).toEqual(['skill', 'sum', 'name']);
    expect(kinds.get('badges_count')).toEqual(['sum']);
    expect(findings.find(({ column }) => column === 'merchant_info_subtitle')?.suspicions).toMatchObject([{ kind: 'repeats-number', accuses: false, partners: ['merchant_rating_count'] }]);
  });

  it('the names do not matter: the same columns are found where every name is a number', async () => {
    const wish = readWish();
    const nameOf = new Map(wish.columns.map(({ name, type }, i) => [name, name === 'units_sold' || type === 'id' ? name : `column ${i}`]));
    const findings = await radar({ ...wish, columns: wish.columns.map((column) => ({ ...column, name: nameOf.get(column.name)! })) }, 'units_sold', { kind: 'group', column: 'merchant_id' });
    expect(accused(findings)).toEqual(afterSale.map((name) => nameOf.get(name)!).sort());
  });
});

const carseats = shared('carseats', 'Carseats.csv');
it.skipIf(!existsSync(carseats))('Carseats: nothing is accused', async () => {
  expect(accused(await radar(readCsvTable(carseats), 'Sales', { kind: 'kfold' }))).toEqual([]);
});

const weekly = shared('uci_online_retail', 'weekly_top400_sku.csv');
it.skipIf(!existsSync(weekly)).each<[string, Split]>([['random rows', { kind: 'kfold' }], ['articles kept together', { kind: 'group', column: 'sku' }]])('UCI weekly, %s: what the sales were worked out from is accused, calendar and article are not', async (_name, split) => {
  const findings = await radar(readCsvTable(weekly), 'units', split);
  // The average price is revenue over units: it is empty in every week without a sale.
  expect(accused(findings)).toEqual(['avg_price_gbp', 'orders', 'revenue_gbp', 'units_export']);
  expect(findings.find(({ column }) => column === 'avg_price_gbp')?.suspicions.map(({ kind }) => kind)).toContain('missing-pattern');
});

it('the shipped shop: the counts of ratings, perhaps their average, and nothing else', async () => {
  const found = accused(await radar(readCsvTable('resources/samples/summer-shop.csv'), 'units_sold', { kind: 'group', column: 'merchant_id' }));
  // Its invented average barely follows sales, so its digits are at the edge of chance.
  expect(found.filter((column) => column !== 'rating')).toEqual(afterSale.filter((column) => column !== 'rating').sort());
});

it('the shipped weekly shop: nothing is accused', async () => {
  expect(accused(await radar(readCsvTable('resources/samples/summer-shop-weekly.csv'), 'units', { kind: 'group', column: 'product_id' }))).toEqual([]);
});
