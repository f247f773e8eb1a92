/** Cells of a form or file as the columns a model learned from. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { EngineError } from '@shared/contract/errors';
import { columnTypes, type Cell, type ColumnType } from '@shared/areas/common';
import { typeRows } from '@engine/forecasting/typedRows';

function readOne(type: ColumnType, cell: Cell): number | string | null {
  const kind = type === 'text' || type === 'category' || type === 'id' ? 'text' : 'number';
  const [column] = typeRows({ columns: ['__proto__'], rows: [[cell]] }, [{ name: '__proto__', type, kind }]).table.columns;
  if (column?.kind === 'number') return Number.isNaN(column.values[0]) ? null : (column.values[0] ?? null);
  return column?.codes[0] === -1 ? null : (column?.levels[column.codes[0] ?? -1] ?? null);
}

describe('typed rows', () => {
  it.each<[ColumnType, Cell, number | string | null]>([
    ['decimal', '8.50', 8.5],
    ['decimal', ' -1e3 ', -1000],
    ['integer', 7, 7],
    ['integer', '', null],
    ['boolean', true, 1],
    ['boolean', 'no', 0],
    ['boolean', '1', 1],
    ['date', '2026-01-05', Date.UTC(2026, 0, 5)],
    ['datetime', '2026-01-05T09:30:00Z', Date.UTC(2026, 0, 5, 9, 30)],
    ['datetime', '2026-01-05 09:30', Date.UTC(2026, 0, 5, 9, 30)],
    ['category', 'red', 'red'],
    ['category', 5, '5'],
    ['category', '', null],
    ['text', null, null],
  ])('reads %s %j as %j', (type, cell, expected) => {
    expect(readOne(type, cell)).toBe(expected);
  });

  it.each<[ColumnType, Cell]>([
    ['decimal', 'cheap'],
    ['decimal', '1,5'],
    ['decimal', Infinity],
    ['integer', '0x10'],
    ['date', 'soon'],
    ['boolean', 'maybe'],
  ])('refuses %s %j by column and row', (type, cell) => {
    expect(() => readOne(type, cell)).toThrow(/in row 1 of "__proto__"/);
  });

  it('answers any cell with a value or a plain refusal', () => {
    const cell = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.constantFrom(...columnTypes), cell, (type, value) => {
        try {
          readOne(type, value);
        } catch (error) {
          expect(error).toBeInstanceOf(EngineError);
        }
      }),
    );
  });
});
