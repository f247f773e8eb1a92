/** Single edits of a schema, each giving a new one. */
import { declaredColumnSchema, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';

export function addCheck(schema: DataSchema, check: Check): DataSchema {
  return { ...schema, checks: [...schema.checks, check] };
}

export function changeCheck(schema: DataSchema, place: number, check: Check): DataSchema {
  return { ...schema, checks: schema.checks.map((each, i) => (i === place ? check : each)) };
}

export function removeCheck(schema: DataSchema, place: number): DataSchema {
  return { ...schema, checks: schema.checks.filter((_, i) => i !== place) };
}

/** Right behind the check it is a copy of. */
export function copyCheck(schema: DataSchema, place: number): DataSchema {
  return { ...schema, checks: schema.checks.flatMap((each, i) => (i === place ? [each, { ...each }] : [each])) };
}

/** A column that is not declared yet is declared. */
export function changeColumn(schema: DataSchema, name: string, part: Partial<DeclaredColumn>): DataSchema {
  const columns = schema.columns.some((column) => column.name === name) ? schema.columns : [...schema.columns, declaredColumnSchema.parse({ name })];
  return { ...schema, columns: columns.map((column) => (column.name === name ? { ...column, ...part } : column)) };
}

export function removeColumn(schema: DataSchema, name: string): DataSchema {
  return { ...schema, columns: schema.columns.filter((column) => column.name !== name) };
}

/** Kinds that a column's switches stand for. */
export type SwitchedKind = 'not-null' | 'unique';

/** The column's own check of the kind without arguments, where it is on. */
export function switchedCheck(schema: DataSchema, name: string, kind: SwitchedKind): Check | null {
  return schema.checks.find((check) => check.check === kind && check.column === name && check.enabled) ?? null;
}

/** Switching off takes the column's checks of the kind out; switching on turns on one that is there, else adds one. */
export function switchCheck(schema: DataSchema, name: string, kind: SwitchedKind, on: boolean): DataSchema {
  const isIt = (check: Check): boolean => check.check === kind && check.column === name;
  if (!on) return { ...schema, checks: schema.checks.filter((check) => !isIt(check)) };
  const place = schema.checks.findIndex(isIt);
  const before = schema.checks[place];
  if (before) return changeCheck(schema, place, { ...before, enabled: true });
  return addCheck(schema, { check: kind, column: name, args: {}, mostly: 1, nulls: 'pass', severity: 'critical', enabled: true });
}
