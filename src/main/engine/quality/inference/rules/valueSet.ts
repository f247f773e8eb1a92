/** A closed set of values: whole where few of them are seen once, else the frequent ones that cover nine of ten cells (deequ: categorical range, fractional categorical range). */
import type { Cell } from '@shared/areas/common';
import { qualityMessages } from '@shared/messages/quality';
import { toCell, wireExpression } from '@engine/datasets';
import { nextIsKnown, roundedDown, shareAtLeast } from '../confidence';
import { suggest, type ColumnContext, type ColumnRule, type Suggestion } from '../suggestion';

const words = qualityMessages.evidence;
const limits = {
  /** More values than this are no set to look over. */
  values: 100,
  /** deequ: share of the different values that are seen once. */
  wholeSet: 0.1,
  frequentSet: 0.4,
  coverage: 0.9,
  /** A set is worth checking where its values come back often. */
  repeats: 5,
};

export const valueSet: ColumnRule = async (context) => {
  const { column, profile, values } = context;
  const flag = column.type === 'integer' && profile.min === 0 && profile.max === 1;
  if (column.type !== 'category' && column.type !== 'boolean' && !flag) return [];
  if (profile.distinct > limits.values || values < limits.repeats * profile.distinct) return [];
  const counts = await valueCounts(context);
  const seenOnce = counts.filter(({ count }) => count === 1).length;
  if (seenOnce <= limits.wholeSet * counts.length) return [suggest({ check: 'one-of', column: column.name }, { values: sorted(counts.map(({ value }) => value)) }, 'warning', words.oneOf(counts.length, values), nextIsKnown(seenOnce, values))];
  return seenOnce <= limits.frequentSet * counts.length ? frequentSet(column.name, counts, values) : [];
};

interface ValueCount {
  readonly value: string | number | boolean;
  readonly count: number;
}

async function valueCounts({ stored, table, ask }: ColumnContext): Promise<ValueCount[]> {
  const { rows } = await ask(`select ${wireExpression({ ...stored, field: 'value' })}, n from (select ${stored.field} as value, count(*) as n from ${table.source} where ${stored.field} is not null group by 1) order by n desc, value limit ${limits.values}`);
  return rows.flatMap(([raw, n]) => {
    const value: Cell = toCell(raw ?? null);
    return value === null ? [] : [{ value, count: Number(n) }];
  });
}

function frequentSet(column: string, counts: readonly ValueCount[], values: number): Suggestion[] {
  let covered = 0;
  const kept: ValueCount[] = [];
  for (const each of counts) {
    if (covered >= limits.coverage * values) break;
    kept.push(each);
    covered += each.count;
  }
  const mostly = roundedDown(shareAtLeast(covered, values));
  return [suggest({ check: 'one-of', column }, { values: sorted(kept.map(({ value }) => value)) }, 'info', words.mostlyOneOf(kept.length, covered, values), 0.975, mostly)];
}

function sorted(values: readonly (string | number | boolean)[]): (string | number | boolean)[] {
  return values.toSorted((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1));
}
