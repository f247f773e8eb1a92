/** The checks of a schema, its own and those that follow from its declarations, each beside its result. */
import type { CheckResult } from '@shared/areas/quality';
import { declaredChecks, tableChecks } from '@shared/areas/declaredChecks';
import { columnsOf, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { countText } from './checkText';
import { qualityMessages } from './messages';

export interface CheckItem {
  /** Kind, subject, and a number where both repeat. */
  readonly key: string;
  /** Among the schema's checks; null for one that follows from a declaration. */
  readonly place: number | null;
  readonly check: Check;
  /** Null where this rule was not counted yet, or changed since. */
  readonly result: CheckResult | null;
}

/** What a check stands under: its column, its columns, or the table. */
export function subjectOf(check: Check): string {
  const [only] = columnsOf(check);
  if (check.columns?.length === 2 && check.check.startsWith('pair-') && only !== undefined) return only;
  if (check.check === 'column-exists' && typeof check.args['name'] === 'string') return check.args['name'];
  return columnsOf(check).join(', ') || qualityMessages.table;
}

const ofColumns = new WeakMap<DeclaredColumn, readonly Check[]>();

/** The same objects for a column that did not change, so that their texts are worked out once. */
function checksOfColumn(column: DeclaredColumn): readonly Check[] {
  const known = ofColumns.get(column) ?? declaredChecks(column, [column.name]);
  ofColumns.set(column, known);
  return known;
}

/** `results` by what they count; `found` are those of the last validation, also of columns that a pattern stands for. */
export function checkItems(schema: DataSchema, results: ReadonlyMap<string, CheckResult>, found: readonly CheckResult[]): readonly CheckItem[] {
  const patterns = new Set(schema.columns.filter(({ pattern }) => pattern).map(({ name }) => name));
  const names = schema.columns.filter(({ pattern }) => !pattern);
  const declared = [...(patterns.size === 0 ? tableChecks(schema, names.map(({ name }) => name)) : []), ...names.flatMap(checksOfColumn)];
  const taken = new Set<string>();
  const resultOf = (check: Check): CheckResult | null => {
    taken.add(countText(check));
    const own = results.get(countText(check));
    if (own) return own;
    if (check.column === undefined || !patterns.has(check.column)) return null;
    const { column: pattern } = check;
    const parts = found.filter(({ definition }) => definition.column !== undefined && countText({ ...definition, column: pattern }) === countText(check));
    for (const { definition } of parts) taken.add(countText(definition));
    return together(parts, check);
  };
  const all: { readonly check: Check; readonly place: number | null; readonly result: CheckResult | null }[] = [
    ...declared.map((check) => ({ check, place: null, result: resultOf(check) })),
    ...schema.checks.map((check, place) => ({ check, place, result: resultOf(check) })),
  ];
  // What a pattern of column names stands for is known only from the data.
  if (patterns.size > 0) all.unshift(...found.filter(({ definition }) => isDeclaring(definition) && !taken.has(countText(definition))).map((result) => ({ check: result.definition, place: null, result })));
  const seen = new Map<string, number>();
  return all.map(({ check, place, result }) => {
    const base = `${check.check} ${subjectOf(check)}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return { key: times === 1 ? base : `${base} ${times}`, place, check, result };
  });
}

function isDeclaring({ check }: Check): boolean {
  return check === 'type' || check === 'column-exists' || check === 'columns-are' || check === 'columns-ordered';
}

/** A rule of many columns holds where it holds in each. */
function together(parts: readonly CheckResult[], definition: Check): CheckResult | null {
  const [first] = parts;
  if (!first) return null;
  const sum = (value: (part: CheckResult) => number): number => parts.reduce((total, part) => total + value(part), 0);
  const [failures, considered] = [sum((part) => part.failures), sum((part) => part.considered)];
  return { ...first, definition, success: parts.every(({ success }) => success), failures, considered, missing: sum((part) => part.missing), failureShare: considered === 0 ? 0 : failures / considered, sample: parts.flatMap(({ sample }) => sample).slice(0, 20) };
}

export function isFailing(item: CheckItem): boolean {
  return item.check.enabled && item.result !== null && !item.result.success;
}

export interface CheckGroup {
  readonly subject: string;
  readonly items: readonly CheckItem[];
  readonly failing: boolean;
}

/** Subjects with failures first, the largest first; the others in the order of the schema. What follows from declarations comes after the checks. */
export function groupChecks(items: readonly CheckItem[]): readonly CheckGroup[] {
  const bySubject = new Map<string, CheckItem[]>();
  for (const item of items) {
    const subject = subjectOf(item.check);
    const members = bySubject.get(subject);
    if (members) members.push(item);
    else bySubject.set(subject, [item]);
  }
  return [...bySubject]
    .map(([subject, members], index) => ({ subject, index, items: [...members].sort((a, b) => Number(isFailing(b)) - Number(isFailing(a)) || Number(a.place === null) - Number(b.place === null)), failing: members.some(isFailing), most: Math.max(0, ...members.filter(isFailing).map(({ result }) => result?.failures ?? 0)) }))
    .sort((a, b) => Number(b.failing) - Number(a.failing) || b.most - a.most || a.index - b.index)
    .map(({ subject, items: sorted, failing }) => ({ subject, items: sorted, failing }));
}

export interface CheckCounts {
  readonly total: number;
  readonly counted: number;
  readonly passed: number;
  readonly failing: number;
}

/** Of the checks that are switched on. */
export function countChecks(items: readonly CheckItem[]): CheckCounts {
  const on = items.filter(({ check }) => check.enabled);
  const counted = on.filter(({ result }) => result !== null).length;
  const failing = on.filter(isFailing).length;
  return { total: on.length, counted, passed: counted - failing, failing };
}

/** Found by words of its column, its kind or its rule. */
export function matches(item: CheckItem, rule: string, text: string): boolean {
  const haystack = `${columnsOf(item.check).join(' ')} ${subjectOf(item.check)} ${item.check.check} ${rule}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => haystack.includes(word));
}
