/** Repairs of single cells as SQL of the new value: replace, trim, merge, fill, coerce. */
import type { Cell, ColumnType } from '@shared/areas/common';
import type { RepairOf } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { literal, type TableConnection } from '../../storage/tableSession';
import { isText, textExpression } from '../snapshotTable';
import { trimmed } from '../typedExpression';
import { coerceExpression } from './coerceExpression';
import { fillValue } from './fillValue';
import { storedLiteral } from './storedLiteral';
import { keptRows, workingColumn, type WorkingColumn, type WorkingTable } from './workingTable';

const words = repairMessages.refused;

export interface CellRepair {
  readonly column: string;
  readonly value: string;
  readonly type: ColumnType;
  /** What a statistic came to. */
  readonly filled?: Exclude<Cell, null>;
}

export type CellRepairKind = 'replace' | 'trim' | 'merge' | 'fill' | 'coerce';

/** `recorded` is what a statistic came to before. Throws `invalid-input` where the repair does not fit the column. */
export async function planCells(connection: TableConnection, table: WorkingTable, repair: RepairOf<CellRepairKind>, recorded: Cell | undefined): Promise<CellRepair> {
  const column = workingColumn(table, repair.column);
  const { name, field, type } = column;
  switch (repair.kind) {
    case 'replace':
      return { column: name, type, value: `case when ${field} = ${storedLiteral(column, repair.from)} then ${storedLiteral(column, repair.to)} else ${field} end` };
    case 'trim':
      assertText(column);
      return { column: name, type, value: `nullif(${folded(trimmed(field), repair.case)}, '')` };
    case 'merge':
      assertText(column);
      return { column: name, type, value: merged(column, repair.into) };
    case 'fill': {
      const filled = repair.value ?? recorded ?? (repair.statistic === undefined ? null : await fillValue(connection, table, column, repair.statistic));
      const value = `coalesce(${field}, ${storedLiteral(column, filled)})`;
      return { column: name, type, value, ...(repair.statistic !== undefined && filled !== null && { filled }) };
    }
    case 'coerce': {
      const value = coerceExpression(column, repair.type);
      if (repair.misfits === 'refuse') await assertFitting(connection, table, column, value, repair.type);
      return { column: name, type: repair.type, value };
    }
  }
}

function folded(text: string, to: 'lower' | 'upper' | undefined): string {
  return to === undefined ? text : `${to}(${text})`;
}

function merged({ name, field }: WorkingColumn, into: RepairOf<'merge'>['into']): string {
  const seen = new Set<string>();
  const cases = into.map(({ value, spellings }) => {
    for (const spelling of spellings) {
      if (seen.has(spelling)) throw new EngineError('invalid-input', words.spelledTwice(spelling, name), { column: name });
      seen.add(spelling);
    }
    return `when ${field} in (${spellings.map(literal).join(', ')}) then ${literal(value)}`;
  });
  return `case ${cases.join(' ')} else ${field} end`;
}

function assertText({ name, type }: WorkingColumn): void {
  if (!isText(type)) throw new EngineError('invalid-input', words.notText(name, type), { column: name });
}

const examplesNamed = 3;

async function assertFitting(connection: TableConnection, table: WorkingTable, column: WorkingColumn, value: string, type: ColumnType): Promise<void> {
  const misfits = `from ${keptRows(table)} where ${column.field} is not null and (${value}) is null`;
  const count = Number((await connection.rows(`select count(*) ${misfits}`)).rows[0]?.[0]);
  if (count === 0) return;
  const { rows } = await connection.rows(`select ${textExpression(column)} ${misfits} order by row limit ${examplesNamed}`);
  throw new EngineError('invalid-input', words.misfits(count, column.name, type, rows.map(([text]) => String(text))), { column: column.name, count });
}
