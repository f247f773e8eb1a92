/** Suggests for each column its role and when its value is known, by name and type. The analyst decides. */
import type { ColumnType, KnownWhen, Role } from '@shared/areas/common';
import { attentionWords, feedbackWords, outcomeWords, promotionWords, ruleWords, sellerWords, wordsOfName } from '@shared/columnWords';

export interface ColumnRole {
  readonly role: Role;
  readonly knownWhen: KnownWhen;
}

interface RoleSubject {
  readonly name: string;
  readonly type: ColumnType;
  readonly nulls: number;
  readonly distinct: number;
  readonly rows: number;
}

const targetNames = new Set(['units_sold', 'units', 'sales', 'sold', 'quantity', 'qty', 'quantity_sold', 'sales_quantity', 'demand', 'orders', 'revenue', 'turnover', 'unit_sales', 'weekly_sales', 'y']);
const priceWords = new Set(['price', 'preis', 'cost', 'msrp', 'rrp']);

export function suggestRoles(columns: readonly RoleSubject[]): readonly ColumnRole[] {
  const target = suggestTarget(columns);
  return columns.map((column, i) => ({ role: i === target ? 'target' : suggestRole(column), knownWhen: i === target ? 'after-sale' : suggestKnownWhen(column.name) }));
}

/** The first numeric column with a name that means sales; names higher in the list win. */
function suggestTarget(columns: readonly RoleSubject[]): number {
  for (const name of targetNames) {
    const found = columns.findIndex((column) => (column.type === 'integer' || column.type === 'decimal') && column.distinct > 1 && wordsOfName(column.name).join('_') === name);
    if (found !== -1) return found;
  }
  return -1;
}

function suggestRole({ name, type, nulls, distinct, rows }: RoleSubject): Role {
  const words = wordsOfName(name);
  if (nulls === rows || (distinct <= 1 && nulls === 0)) return 'ignore';
  if (type === 'date' || type === 'datetime') return 'date';
  if (type === 'id') return words.some((word) => sellerWords.has(word)) || (distinct < 0.2 * rows && rows > 100) ? 'group' : 'id';
  if ((type === 'integer' || type === 'decimal') && words.some((word) => priceWords.has(word))) return 'price';
  if (type === 'text' && /url|link|picture|image|photo/i.test(name)) return 'ignore';
  return 'feature';
}

function suggestKnownWhen(name: string): KnownWhen {
  const words = wordsOfName(name);
  if (words.some((word) => sellerWords.has(word))) return 'before-launch';
  if (words.some((word) => ruleWords.has(word))) return 'before-launch';
  if (words.some((word) => feedbackWords.has(word) || outcomeWords.has(word))) return 'after-sale';
  if (words.some((word) => attentionWords.has(word) || promotionWords.has(word))) return 'live';
  return 'before-launch';
}
