/**
 * A table while it is repaired, as SQL over the stored one, so that nothing is copied before the end. Changes of different
 * columns stand side by side in one level; only those of the same column stand on each other, for DuckDB holds all columns once per level.
 */
import type { ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { textField, valueField, wireExpression, type SnapshotTable, type TableColumn } from '../snapshotTable';

export interface WorkingColumn extends TableColumn {
  /** Whether any repair may have given its cells other values. */
  readonly touched: boolean;
}

interface Level {
  /** Fields with new cells. */
  readonly replaced: readonly string[];
  /** Fields that come to those there were. */
  readonly added: readonly string[];
}

export interface WorkingTable {
  /** What follows FROM: `row` and `line` as read, `aside` with the place of the repair that set the row aside, and the columns' fields. */
  readonly source: string;
  readonly columns: readonly WorkingColumn[];
  readonly parts: {
    readonly base: string;
    /** Tables of the connection with rows that were set aside, and by which repair. */
    readonly aside: readonly { readonly table: string; readonly place: number }[];
    readonly levels: readonly Level[];
    /** How many levels have changed a field. */
    readonly depths: ReadonlyMap<string, number>;
    /** Fields taken so far. */
    readonly fields: number;
  };
}

type Parts = WorkingTable['parts'];

export function workOn(table: SnapshotTable): WorkingTable {
  const columns = table.columns.map((column) => ({ ...column, touched: false }));
  return workingTable(columns, { base: table.source, aside: [], levels: [], depths: new Map(), fields: columns.length });
}

function workingTable(columns: readonly WorkingColumn[], parts: Parts): WorkingTable {
  const places = parts.aside.map(({ table, place }) => `when row in (select row from ${table}) then ${place}`);
  const first = `(select *, ${places.length === 0 ? 'null::integer' : `case ${places.join(' ')} end`} as aside from ${parts.base})`;
  const source = parts.levels.reduce((from, { replaced, added }) => `(select *${replaced.length === 0 ? '' : ` replace (${replaced.join(', ')})`}${added.map((field) => `, ${field}`).join('')} from ${from})`, first);
  return { source, columns, parts };
}

/** Rows that no repair has set aside. */
export function keptRows({ source }: Pick<WorkingTable, 'source'>): string {
  return `(select * from ${source} where aside is null)`;
}

/** Throws `invalid-input` where there is no such column. */
export function workingColumn({ columns }: WorkingTable, name: string): WorkingColumn {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new EngineError('invalid-input', datasetsMessages.refused.unknownColumn(name, columns.map((column) => column.name)), { column: name });
  return found;
}

/** The column's cells by SQL over its own field; those of rows set aside before stay as far as their type lets them. The cells as read are kept beside them. */
export function withValues({ columns, parts }: WorkingTable, column: WorkingColumn, value: string, type: ColumnType, place: number): WorkingTable {
  const { field } = column;
  const depth = parts.depths.get(field) ?? 0;
  const cell = parts.aside.length === 0 ? value : `case when aside is null or aside > ${place} then ${value} else try_cast(${field} as ${sqlTypes[type]}) end`;
  const text = column.textField ?? textField(Number(field.slice(1)));
  const added = column.textField === null ? [`${wireExpression(column)} as ${text}`] : [];
  return workingTable(
    columns.map((each) => (each === column ? { ...column, type, textField: text, touched: true } : each)),
    { ...parts, levels: withLevel(parts.levels, depth, { replaced: [`cast(${cell} as ${sqlTypes[type]}) as ${field}`], added }), depths: new Map(parts.depths).set(field, depth + 1) },
  );
}

/** What it is read as is nothing: the file had no such cell. */
export function withColumn({ columns, parts }: WorkingTable, name: string, value: string, type: ColumnType): WorkingTable {
  const [field, text] = [valueField(parts.fields), textField(parts.fields)];
  const added = [`cast(${value} as ${sqlTypes[type]}) as ${field}`, `null::varchar as ${text}`];
  return workingTable([...columns, { name, type, field, textField: text, touched: true }], { ...parts, levels: withLevel(parts.levels, 0, { replaced: [], added }), depths: new Map(parts.depths).set(field, 1), fields: parts.fields + 1 });
}

export function withoutRows({ columns, parts }: WorkingTable, table: string, place: number): WorkingTable {
  return workingTable(columns, { ...parts, aside: [...parts.aside, { table, place }] });
}

function withLevel(levels: readonly Level[], at: number, { replaced, added }: Level): Level[] {
  const grown = levels[at] ? levels : [...levels, { replaced: [], added: [] }];
  return grown.map((level, i) => (i === at ? { replaced: [...level.replaced, ...replaced], added: [...level.added, ...added] } : level));
}

export const sqlTypes: Readonly<Record<ColumnType, string>> = { integer: 'bigint', decimal: 'double', boolean: 'boolean', date: 'date', datetime: 'timestamp', category: 'varchar', text: 'varchar', id: 'varchar' };
