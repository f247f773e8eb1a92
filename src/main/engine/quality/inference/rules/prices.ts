/** One price at least another, such as the retail price at least the price, where nearly every row has it so. */
import { qualityMessages } from '@shared/messages/quality';
import type { Column } from '@shared/areas/datasets';
import { roundedDown, shareAtLeast } from '../confidence';
import { suggest, type Suggestion, type TableRule } from '../suggestion';

const leastShare = 0.95;
const mostColumns = 6;

export const prices: TableRule = async ({ columns, table, ask }) => {
  const found = columns.flatMap((column, i) => (isPrice(column) && table.columns[i] ? [table.columns[i]] : [])).slice(0, mostColumns);
  const suggestions: Suggestion[] = [];
  for (const a of found) {
    for (const b of found) {
      if (a === b) continue;
      const { rows } = await ask(`select count(*) filter (where ${a.field} >= ${b.field}), count(*) filter (where ${a.field} > ${b.field}), count(*) from ${table.source} where ${a.field} is not null and ${b.field} is not null`);
      const [held = 0, above = 0, both = 0] = (rows[0] ?? []).map(Number);
      if (both === 0 || held / both < leastShare || above === 0) continue;
      suggestions.push(suggest({ check: 'pair-greater', columns: [a.name, b.name] }, { orEqual: true }, 'warning', qualityMessages.evidence.atLeast(held, both), shareAtLeast(held, both), held === both ? 1 : roundedDown(shareAtLeast(held, both))));
    }
  }
  return suggestions;
};

export function isPrice({ name, type, role }: Column): boolean {
  return (type === 'integer' || type === 'decimal') && (role === 'price' || (/(^|_|\b)(price|cost|msrp)(_|\b|$)/i.test(name) && !/shipping|delivery|fee/i.test(name)));
}
