/** What changed between two schemas: checks, declared columns, rules of the table. */
import { columnsOf, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { subjectOf } from '../checkItems';
import { ruleText } from '../checkText';
import { isSameSchema } from '../draft/schemaDraft';
import { sortedText } from '../draft/sortedText';

export type SchemaChange =
  | { readonly of: 'check'; readonly subject: string; readonly before: Check | null; readonly after: Check | null }
  | { readonly of: 'column'; readonly subject: string; readonly before: DeclaredColumn | null; readonly after: DeclaredColumn | null }
  | { readonly of: 'table'; readonly before: DataSchema['table']; readonly after: DataSchema['table'] }
  /** The same columns or checks in another order. */
  | { readonly of: 'order' };

/** In the order of the newer schema; what was removed comes last. */
export function schemaChanges(before: DataSchema, after: DataSchema): readonly SchemaChange[] {
  if (isSameSchema(before, after)) return [];
  const changes: SchemaChange[] = [...columnChanges(before.columns, after.columns), ...checkChanges(before.checks, after.checks)];
  if (sortedText(before.table) !== sortedText(after.table)) changes.push({ of: 'table', before: before.table, after: after.table });
  return changes.length > 0 ? changes : [{ of: 'order' }];
}

function columnChanges(before: readonly DeclaredColumn[], after: readonly DeclaredColumn[]): readonly SchemaChange[] {
  const earlier = new Map(before.map((column) => [column.name, column]));
  const later = new Set(after.map(({ name }) => name));
  return [
    ...after.flatMap((column): readonly SchemaChange[] => {
      const was = earlier.get(column.name) ?? null;
      return was && sortedText(was) === sortedText(column) ? [] : [{ of: 'column', subject: column.name, before: was, after: column }];
    }),
    ...before.filter(({ name }) => !later.has(name)).map((column): SchemaChange => ({ of: 'column', subject: column.name, before: column, after: null })),
  ];
}

/** Equal rules are matched first, then rules of one kind on the same columns, in their order. */
function checkChanges(before: readonly Check[], after: readonly Check[]): readonly SchemaChange[] {
  const open = new Map<string, number>();
  const take = (check: Check): boolean => {
    const count = open.get(ruleText(check)) ?? 0;
    if (count > 0) open.set(ruleText(check), count - 1);
    return count > 0;
  };
  for (const check of before) open.set(ruleText(check), (open.get(ruleText(check)) ?? 0) + 1);
  const unmatched = after.filter((check) => !take(check));
  const left = before.filter(take);
  const pairs = new Map<Check, Check>();
  for (const check of unmatched) {
    const at = left.findIndex((each) => each.check === check.check && sortedText(columnsOf(each)) === sortedText(columnsOf(check)));
    const [match] = at < 0 ? [] : left.splice(at, 1);
    if (match) pairs.set(check, match);
  }
  return [...unmatched.map((check): SchemaChange => ({ of: 'check', subject: subjectOf(check), before: pairs.get(check) ?? null, after: check })), ...left.map((check): SchemaChange => ({ of: 'check', subject: subjectOf(check), before: check, after: null }))];
}

export type ChangeKind = 'added' | 'removed' | 'changed';

export function kindOfChange(change: SchemaChange): ChangeKind {
  if (change.of === 'table' || change.of === 'order') return 'changed';
  return change.before === null ? 'added' : change.after === null ? 'removed' : 'changed';
}
