/** Checks of a schema beside their results, grouped by column, those that fail first. */
import type { CheckResult, Validation } from '@shared/areas/quality';
import { columnsOf, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { qualityMessages } from './messages';

export interface CheckItem {
  /** Stable while the list is edited: kind, column, and a number where both repeat. */
  readonly key: string;
  readonly check: Check;
  /** The rule in words. */
  readonly rule: string;
  /** Null where this rule was not counted yet, or changed since. */
  readonly result: CheckResult | null;
}

/** What a check stands under: its column, its columns, or the table. */
export function subjectOf(check: Check): string {
  return columnsOf(check).join(', ') || qualityMessages.table;
}

export interface CheckGroup {
  readonly column: string;
  readonly items: readonly CheckItem[];
  readonly failing: boolean;
}

/** `rules` are the words of the checks, in their order. */
export function checkItems(checks: readonly Check[], rules: readonly string[], validation: Validation | null): readonly CheckItem[] {
  const results = new Map(validation?.results.map((result) => [ruleText(result.definition), result]));
  const seen = new Map<string, number>();
  return checks.map((check, index) => {
    const base = `${check.check} ${subjectOf(check)}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return { key: times === 1 ? base : `${base} ${times}`, check, rule: rules[index] ?? check.check, result: results.get(ruleText(check)) ?? null };
  });
}

/** Two checks with the same text count the same rows; how sure or why they were suggested plays no part. */
export function ruleText(check: Check): string {
  const { evidence: _, ...rule } = check;
  return JSON.stringify(Object.entries(rule).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function isFailing(item: CheckItem): boolean {
  return item.result !== null && !item.result.success;
}

/** Columns with failures first, the largest first; the others in the order of the schema. */
export function groupChecks(items: readonly CheckItem[]): readonly CheckGroup[] {
  const byColumn = new Map<string, CheckItem[]>();
  for (const item of items) byColumn.set(subjectOf(item.check), [...(byColumn.get(subjectOf(item.check)) ?? []), item]);
  const groups = [...byColumn].map(([column, members]) => ({
    column,
    items: [...members].sort((a, b) => Number(isFailing(b)) - Number(isFailing(a))),
    failing: members.some(isFailing),
    most: Math.max(0, ...members.filter(isFailing).map((item) => item.result?.failures ?? 0)),
  }));
  return groups.map((group, index) => ({ group, index })).sort((a, b) => Number(b.group.failing) - Number(a.group.failing) || b.group.most - a.group.most || a.index - b.index).map(({ group }) => ({ column: group.column, items: group.items, failing: group.failing }));
}

export interface CheckCounts {
  readonly total: number;
  readonly counted: number;
  readonly passed: number;
  readonly failing: number;
}

export function countChecks(items: readonly CheckItem[]): CheckCounts {
  const counted = items.filter((item) => item.result !== null).length;
  const failing = items.filter(isFailing).length;
  return { total: items.length, counted, passed: counted - failing, failing };
}

/** Rules the data suggests that the saved schema has no counterpart for. */
export function newSuggestions(saved: DataSchema, inferred: DataSchema): readonly Check[] {
  const known = new Set(saved.checks.map((check) => `${check.check} ${subjectOf(check)}`));
  return inferred.checks.filter((check) => !known.has(`${check.check} ${subjectOf(check)}`));
}

export function replaceCheck(schema: DataSchema, before: Check | null, after: Check | null): DataSchema {
  const text = before === null ? null : ruleText(before);
  const index = text === null ? -1 : schema.checks.findIndex((check) => ruleText(check) === text);
  const checks = [...schema.checks];
  if (index >= 0) checks.splice(index, 1, ...(after === null ? [] : [after]));
  else if (after !== null) checks.push(after);
  return { ...schema, checks };
}
