/** Suggests for each column its role and when its value is known, by name and type. The one place with these rules; the analyst decides. */
import type { ColumnType, KnownWhen, Role } from '@shared/areas/common';

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

/** Words of a name: `ratingFiveCount` and `rating_five_count` are the same three. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const targetNames = new Set(['units_sold', 'units', 'sales', 'sold', 'quantity', 'qty', 'quantity_sold', 'sales_quantity', 'demand', 'orders', 'revenue', 'turnover', 'unit_sales', 'weekly_sales', 'y']);
/** Facts of the seller exist before a product is launched, whatever they count. */
const sellerWords = new Set(['merchant', 'seller', 'shop', 'store', 'vendor', 'brand', 'supplier']);
/** What buyers leave behind exists only after they bought. */
const feedbackWords = new Set(['rating', 'ratings', 'review', 'reviews', 'stars', 'feedback', 'returns', 'returned', 'refunds', 'cancelled']);
const outcomeWords = new Set(['sold', 'sales', 'revenue', 'orders', 'units', 'turnover', 'purchases']);
/** Switched on while a product is on sale, often because it sells. */
const liveWords = new Set(['badge', 'badges', 'urgency', 'banner', 'boost', 'boosts', 'ad', 'ads', 'promotion', 'promo', 'campaign', 'views', 'clicks', 'impressions', 'wishlist', 'cart']);
const priceWords = new Set(['price', 'preis', 'cost', 'msrp', 'rrp']);

export function suggestRoles(columns: readonly RoleSubject[]): readonly ColumnRole[] {
  const target = suggestTarget(columns);
  return columns.map((column, i) => ({ role: i === target ? 'target' : suggestRole(column), knownWhen: i === target ? 'after-sale' : suggestKnownWhen(column.name) }));
}

/** The first numeric column with a name that means sales; names higher in the list win. */
function suggestTarget(columns: readonly RoleSubject[]): number {
  for (const name of targetNames) {
    const found = columns.findIndex((column) => (column.type === 'integer' || column.type === 'decimal') && column.distinct > 1 && wordsOf(column.name).join('_') === name);
    if (found !== -1) return found;
  }
  return -1;
}

function suggestRole({ name, type, nulls, distinct, rows }: RoleSubject): Role {
  const words = wordsOf(name);
  if (nulls === rows || (distinct <= 1 && nulls === 0)) return 'ignore';
  if (type === 'date' || type === 'datetime') return 'date';
  if (type === 'id') return words.some((word) => sellerWords.has(word)) || (distinct < 0.2 * rows && rows > 100) ? 'group' : 'id';
  if ((type === 'integer' || type === 'decimal') && words.some((word) => priceWords.has(word))) return 'price';
  if (type === 'text' && /url|link|picture|image|photo/i.test(name)) return 'ignore';
  return 'feature';
}

function suggestKnownWhen(name: string): KnownWhen {
  const words = wordsOf(name);
  if (words.some((word) => sellerWords.has(word))) return 'before-launch';
  if (words.some((word) => feedbackWords.has(word) || outcomeWords.has(word))) return 'after-sale';
  if (words.some((word) => liveWords.has(word))) return 'live';
  return 'before-launch';
}
