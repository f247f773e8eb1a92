/** Rows whose price lies above the retail or list price beside it. */
import type { Column } from '@shared/areas/datasets';
import type { Profile } from '@shared/areas/quality';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import { isPrice } from '../inference/rules/prices';
import type { Ask } from './profileTable';

const isReference = (name: string): boolean => /(retail|list|original|regular|msrp|rrp|before)/i.test(name);

export async function countPricesAbove(ask: Ask, table: SnapshotTable, columns: readonly Column[]): Promise<Profile['pricesAbove']> {
  const prices = table.columns.filter((_, i) => columns[i] !== undefined && isPrice(columns[i]));
  const pairs = prices.filter(({ name }) => isReference(name)).flatMap((reference) => prices.filter(({ name }) => !isReference(name)).map((price): readonly [TableColumn, TableColumn] => [price, reference]));
  if (pairs.length === 0) return [];
  const { rows } = await ask(`select ${pairs.map(([price, reference]) => `count(*) filter (where ${price.field} > ${reference.field})`).join(', ')} from ${table.source}`);
  return pairs.map(([price, reference], i) => ({ price: price.name, reference: reference.name, rows: Number(rows[0]?.[i]) })).filter((each) => each.rows > 0);
}
