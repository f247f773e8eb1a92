/** Past rows most like the given one, with what really sold. */
import type { Cell, Table } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { featureColumns, type LoadedModel } from './loadedModel';
import { findNamingColumn } from './namingColumn';
import type { PageReader } from './scoreSnapshot';
import { typeRows } from './typedRows';

export interface NearestEntry {
  readonly row: number;
  readonly title: string;
  readonly cells: { column: string; value: Cell }[];
  readonly actual: number;
  /** 0: the same in all that matters to the model; 1: unlike in each. */
  readonly distance: number;
  /** Columns that set it apart, most first. */
  readonly differs: { column: string; value: Cell }[];
}

/** Columns shown of each row. */
const mostCells = 5;
const mostDifferences = 3;

export async function listNearest(model: LoadedModel, table: Table, count: number, readPage: PageReader, signal: AbortSignal): Promise<NearestEntry[]> {
  if (table.rows.length !== 1) throw new EngineError('invalid-input', forecastingMessages.oneRow(table.rows.length));
  const columns = featureColumns(model);
  const importance = model.run.importance.filter(({ mean }) => mean > 0);
  const { table: row } = typeRows(table, columns);
  const neighbours = model.neighbours();
  const nearest = neighbours.find(row, count);

  const naming = findNamingColumn(model.snapshot.columns, model.snapshot.rows);
  const prices = model.snapshot.columns.filter(({ name, role }) => role === 'price' && model.saved.features.includes(name)).map(({ name }) => name);
  // The name and the price are what a row is recognised by, however little they may matter to the model.
  const shown = [...new Set([...(naming === null ? [] : [naming]), ...prices, ...importance.map(({ column }) => column)])].slice(0, mostCells);
  return Promise.all(
    nearest.map(async ({ index, distance }): Promise<NearestEntry> => {
      const number = model.trained.rowNumbers[index]!;
      const page = await readPage(model.snapshot.id, number - 1, 1, signal);
      const cellOf = (column: string): Cell => page.rows[0]?.[page.columns.indexOf(column)] ?? null;
      const title = naming === null ? null : cellOf(naming);
      return {
        row: number,
        title: title === null ? forecastingMessages.row(number) : String(title),
        cells: shown.map((column) => ({ column, value: cellOf(column) })),
        actual: model.actual[index]!,
        distance,
        differs: neighbours.differences(row, index).slice(0, mostDifferences).map((column) => ({ column, value: cellOf(column) })),
      };
    }),
  );
}
