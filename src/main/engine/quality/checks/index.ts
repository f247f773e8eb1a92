/** All kinds of checks. A new kind is one file and one line here (and its shape in shared/areas/quality). */
import type { Check, CheckKind } from '@shared/areas/quality';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import type { CheckDefinition, CheckOf } from './checkDefinition';
import { notNull } from './notNull';
import { oneOf } from './oneOf';
import { pattern } from './pattern';
import { range } from './range';
import { type } from './type';
import { unique } from './unique';

const definitions: { readonly [K in CheckKind]: CheckDefinition<K> } = {
  type,
  'not-null': notNull,
  range,
  'one-of': oneOf,
  pattern,
  unique,
};

/** A check bound to its definition. */
export interface BoundCheck {
  readonly check: Check;
  readonly rule: string;
  assertValid(): void;
  failing(column: TableColumn, table: SnapshotTable): string;
  observed(column: TableColumn, table: SnapshotTable): string | null;
}

export function bindCheck(check: Check): BoundCheck {
  return bind(check, check.check);
}

function bind<K extends CheckKind>(check: Check, kind: K): BoundCheck {
  const definition = definitions[kind];
  // The kind was taken from this very check.
  const own = check as CheckOf<K>;
  return {
    check,
    rule: definition.rule(own),
    assertValid: () => definition.assertValid(own),
    failing: (column, table) => definition.failing(own, column, table),
    observed: (column, table) => definition.observed(own, column, table),
  };
}
