/** Edits of a row condition as a tree. A path names the way from the root, one number a level. */
import { conditionSchema, type ColumnTest, type Condition } from '@shared/areas/qualityConditions';

export type Path = readonly number[];
export type Joining = 'all' | 'any';

/** The conditions inside an and or an or; null for others. */
export function partsOf(condition: Condition): readonly Condition[] | null {
  return 'all' in condition ? condition.all : 'any' in condition ? condition.any : null;
}

export function joiningOf(condition: Condition): Joining | null {
  return 'all' in condition ? 'all' : 'any' in condition ? 'any' : null;
}

export function joinedBy(joining: Joining, parts: readonly Condition[]): Condition {
  return joining === 'all' ? { all: parts } : { any: parts };
}

/** The condition at the path put through `change`; null takes it out. A list left with one part is that part, one left empty goes too. */
export function changeAt(condition: Condition, path: Path, change: (at: Condition) => Condition | null): Condition | null {
  const [place, ...rest] = path;
  if (place === undefined) return change(condition);
  if ('not' in condition) {
    const inner = changeAt(condition.not, rest, change);
    return inner === null ? null : { not: inner };
  }
  const [parts, joining] = [partsOf(condition), joiningOf(condition)];
  if (parts === null || joining === null) return condition;
  const next = parts.flatMap((part, i) => {
    if (i !== place) return [part];
    const changed = changeAt(part, rest, change);
    return changed === null ? [] : [changed];
  });
  const [only] = next;
  if (!only) return null;
  return next.length === 1 && parts.length > 1 ? only : joinedBy(joining, next);
}

/** One more test at the root: beside those that are there, or beside the one that is. */
export function addPart(condition: Condition | null, part: Condition): Condition {
  if (condition === null) return part;
  const parts = partsOf(condition);
  return parts && joiningOf(condition) === 'all' ? { all: [...parts, part] } : parts ? { any: [...parts, part] } : { all: [condition, part] };
}

/** Puts what is at the path into a list of the other kind together with one more test. */
export function branchAt(condition: Condition, path: Path, joining: Joining, part: Condition): Condition {
  return changeAt(condition, path, (at) => joinedBy(joining, [at, part])) ?? condition;
}

export function isTest(condition: Condition): condition is ColumnTest {
  return 'column' in condition;
}

/** A test with another operator keeps what it can of its value. */
export function withOperator(test: ColumnTest, operator: ColumnTest['operator']): ColumnTest {
  const values = 'values' in test ? test.values : 'value' in test ? [test.value] : [];
  switch (operator) {
    case 'missing':
    case 'present':
      return { column: test.column, operator };
    case 'one-of':
    case 'not-one-of':
      return { column: test.column, operator, values: [...values] };
    default:
      return { column: test.column, operator, value: values[0] ?? '' };
  }
}

/** What is wrong with it, or null. */
export function conditionProblem(condition: Condition): string | null {
  const parsed = conditionSchema.safeParse(condition);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? '');
}
