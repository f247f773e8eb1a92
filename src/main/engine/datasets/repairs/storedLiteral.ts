/** A cell as SQL of a column's own stored type. */
import type { Cell, ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import { cellLiteral } from '../page';
import type { TableColumn } from '../snapshotTable';
import { sqlTypes } from './workingTable';

/** Throws `invalid-input` where a column of the type cannot hold the value. */
export function storedLiteral(column: Pick<TableColumn, 'name' | 'type'>, value: Cell): string {
  if (value === null) return `null::${sqlTypes[column.type]}`;
  const refuse = (cause?: unknown): EngineError => new EngineError('invalid-input', repairMessages.refused.notFitting(value, column.name, column.type), { column: column.name }, { cause });
  if (!fits(column.type, value)) throw refuse();
  try {
    return `cast(${cellLiteral({ ...column, field: '', textField: null }, value)} as ${sqlTypes[column.type]})`;
  } catch (error) {
    if (error instanceof EngineError) throw refuse(error);
    throw error;
  }
}

function fits(type: ColumnType, value: Exclude<Cell, null>): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(Number(value)) && typeof value !== 'boolean';
    case 'decimal':
      return typeof value !== 'boolean';
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(String(value));
    case 'datetime':
      return typeof value === 'string';
    default:
      return true;
  }
}
