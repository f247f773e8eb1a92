/** One row of a table read by its fields, and what is wrong with its cells (errors of frictionless-py 5.19). */
import type { Today } from '../../../quality';
import { createCellReader, type CellValue } from '../cells';
import { brokenConstraints } from './constraints';
import type { TableField } from './field';
import type { TableError } from './tableError';

export interface SourceRow {
  /** The header is row 1. */
  readonly number: number;
  readonly cells: readonly CellValue[];
}

export interface TableRow extends SourceRow {
  readonly fields: readonly TableField[];
  /** By field name; null where the cell is missing or no value of its type. */
  readonly values: ReadonlyMap<string, CellValue>;
}

export interface CheckedRow {
  readonly row: TableRow;
  readonly errors: readonly TableError[];
}

/** Cells of `keyFields` are read, and told, before the rest, in that order. */
export function createRowReader(fields: readonly TableField[], keyFields: readonly string[], today: Today): (source: SourceRow) => CheckedRow {
  const readers = fields.map((field, place) => ({ field, place, read: createCellReader(field, today) }));
  const keyReaders = keyFields.flatMap((name) => readers.filter(({ field }) => field.name === name));
  const ordered = [...new Set([...keyReaders, ...readers])];
  return ({ number, cells }) => {
    const values = new Map<string, CellValue>();
    const errors: TableError[] = [];
    let blanks = 0;
    for (const { field, place, read } of ordered) {
      const { value, isValid } = read(cells[place] ?? null);
      values.set(field.name, value);
      if (!isValid) errors.push([number, place + 1, 'type-error']);
      else {
        if (value === null) blanks += 1;
        for (const _ of brokenConstraints(value, field.constraints, (limit) => read(limit).value)) errors.push([number, place + 1, 'constraint-error']);
      }
    }
    for (let place = fields.length + 1; place <= cells.length; place += 1) errors.push([number, place, 'extra-cell']);
    for (let place = cells.length + 1; place <= fields.length; place += 1) errors.push([number, place, 'missing-cell']);
    const row: TableRow = { number, cells, fields, values };
    // A row of nothing but missing cells is told as one finding.
    return { row, errors: blanks === fields.length ? [[number, null, 'blank-row']] : errors };
  };
}
