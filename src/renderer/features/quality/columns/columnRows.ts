/** A line for every declared column and for every column of the data that is not declared. */
import type { Column } from '@shared/areas/datasets';
import { columnsOf, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { isFailing, subjectOf, type CheckItem } from '../checkItems';

export interface ColumnRow {
  readonly name: string;
  readonly declared: DeclaredColumn | null;
  /** As it is in the data; null where this version lacks it. */
  readonly inData: Column | null;
  readonly items: readonly CheckItem[];
  /** The largest count of failing rows among its checks; null where none was counted. */
  readonly failing: number | null;
  readonly isFailing: boolean;
  readonly mayBeEmpty: boolean;
  readonly noRepeats: boolean;
}

export function columnRows(schema: DataSchema, columns: readonly Column[], items: readonly CheckItem[]): readonly ColumnRow[] {
  const byColumn = new Map<string, CheckItem[]>();
  for (const item of items) {
    const names = columnsOf(item.check);
    for (const name of names.length > 0 ? names : [subjectOf(item.check)]) {
      const own = byColumn.get(name);
      if (own) own.push(item);
      else byColumn.set(name, [item]);
    }
  }
  const inData = new Map(columns.map((column) => [column.name, column]));
  const declared = new Map(schema.columns.map((column) => [column.name, column]));
  const names = [...declared.keys(), ...columns.map(({ name }) => name).filter((name) => !declared.has(name))];
  return names.map((name) => {
    const own = byColumn.get(name) ?? [];
    const counted = own.filter(({ result, check }) => result !== null && check.enabled);
    const has = (kind: string): boolean => own.some(({ check }) => check.check === kind && check.column === name && check.enabled);
    return {
      name,
      declared: declared.get(name) ?? null,
      inData: inData.get(name) ?? null,
      items: own,
      failing: counted.length === 0 ? null : Math.max(...counted.map(({ result }) => result?.failures ?? 0)),
      isFailing: own.some(isFailing),
      mayBeEmpty: !has('not-null'),
      noRepeats: has('unique'),
    };
  });
}
