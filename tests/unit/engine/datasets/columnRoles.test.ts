import { expect, test } from 'vitest';
import type { ColumnType } from '@shared/areas/common';
import { suggestRoles } from '@engine/datasets/columnRoles';

function rolesOf(columns: readonly (readonly [name: string, type: ColumnType, distinct?: number])[]): Map<string, string> {
  const subjects = columns.map(([name, type, distinct = 900]) => ({ name, type, distinct, nulls: 0, rows: 1000 }));
  return new Map(suggestRoles(subjects).map(({ role, knownWhen }, i) => [subjects[i]?.name ?? '', `${role} ${knownWhen}`]));
}

test('what buyers leave is known after the sale; the seller and the product are known before', () => {
  const roles = rolesOf([['units_sold', 'integer'], ['rating', 'decimal'], ['rating_count', 'integer'], ['rating_five_count', 'integer'], ['reviewCount', 'integer'], ['merchant_rating', 'decimal'], ['merchant_rating_count', 'integer'], ['seller_feedback', 'integer'], ['price', 'decimal'], ['retail_price', 'integer'], ['badges_count', 'integer'], ['uses_ad_boosts', 'integer'], ['product_color', 'category'], ['revenue_gbp', 'decimal'], ['decorating', 'category']]);
  expect([...roles.entries()]).toEqual([
    ['units_sold', 'target after-sale'],
    ['rating', 'feature after-sale'],
    ['rating_count', 'feature after-sale'],
    ['rating_five_count', 'feature after-sale'],
    ['reviewCount', 'feature after-sale'],
    ['merchant_rating', 'feature before-launch'],
    ['merchant_rating_count', 'feature before-launch'],
    ['seller_feedback', 'feature before-launch'],
    ['price', 'price before-launch'],
    ['retail_price', 'price before-launch'],
    ['badges_count', 'feature live'],
    ['uses_ad_boosts', 'feature live'],
    ['product_color', 'feature before-launch'],
    ['revenue_gbp', 'feature after-sale'],
    ['decorating', 'feature before-launch'],
  ]);
});

test('ids, groups, dates, constants and links', () => {
  const roles = rolesOf([['product_id', 'id'], ['merchant_id', 'id', 300], ['sku', 'id', 50], ['week_start', 'date'], ['currency', 'category', 1], ['product_url', 'text'], ['Sales', 'decimal'], ['units', 'integer']]);
  expect([...roles.values()]).toEqual(['id before-launch', 'group before-launch', 'group before-launch', 'date before-launch', 'ignore before-launch', 'ignore before-launch', 'feature after-sale', 'target after-sale']);
});
