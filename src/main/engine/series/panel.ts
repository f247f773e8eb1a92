/** Rows of a snapshot as series over one calendar: repeated dates summed, gaps filled by the stated rule, closures left out of learning. */
import type { SeriesSetup } from '@shared/areas/seriesSetup';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { PanelValues, TrainingColumn } from '../training';
import { makeCalendar, type Calendar } from './calendar';
import { distinctDays, findAnchor } from './findFrequency';

export interface PanelFacts {
  readonly rows: number;
  readonly rowsWithoutDate: number;
  readonly rowsWithoutTarget: number;
  /** Rows on a closed weekday. */
  readonly rowsOnClosedDays: number;
  /** Rows added to an earlier one of the same series and period. */
  readonly repeatedRows: number;
  /** Periods without a row, after the first one of each series, and how many series have any. */
  readonly missingPeriods: number;
  readonly seriesWithGaps: number;
  /** Series that begin after the first period of all. */
  readonly lateStarts: number;
}

export interface Panel extends PanelValues {
  readonly setup: Pick<SeriesSetup, 'frequency' | 'season'>;
  readonly calendar: Calendar;
  /** Name of each series: its key values, joined. */
  readonly names: readonly string[];
  /** Prices in the layout of the values, or null. */
  readonly prices: Float64Array | null;
  /** Row number in the snapshot, from 1, of the first row of each cell; 0 where there was none. */
  readonly rowNumbers: Int32Array;
  /** Periods in which the shop is closed, history and horizon. */
  readonly closed: ReadonlySet<number>;
  /** True where no value is below zero: then forecasts are not either. */
  readonly neverNegative: boolean;
  readonly facts: PanelFacts;
}

/** Memory of a panel is 20 bytes a cell. */
const mostCells = 20_000_000;

export type PanelSetup = Pick<SeriesSetup, 'date' | 'keys' | 'frequency' | 'gaps' | 'closedWeekdays' | 'closures' | 'season' | 'price' | 'horizon'>;

/** Throws `invalid-input` where columns are of the wrong type or nothing is left. `columns` hold date, keys, target and price. */
export function buildPanel(columns: readonly TrainingColumn[], rows: number, target: string, setup: PanelSetup): Panel {
  const dates = numbers(columns, setup.date, seriesMessages.refused.noDates, ['date', 'datetime']);
  const values = numbers(columns, target, seriesMessages.refused.noNumbers, ['integer', 'decimal', 'boolean']);
  const priceColumn = setup.price === null ? null : numbers(columns, setup.price, seriesMessages.refused.noNumbers, ['integer', 'decimal']);
  const days = distinctDays(dates);
  if (days.length < 2) throw new EngineError('invalid-input', seriesMessages.refused.oneDate(setup.date, days.length), { column: setup.date });
  const { calendar, history: periods } = makeCalendar({ frequency: setup.frequency, anchor: findAnchor(days), firstMs: days[0]!, lastMs: days[days.length - 1]!, closedWeekdays: setup.closedWeekdays, ahead: setup.horizon });
  const { codes, names } = nameSeries(columns, setup.keys, rows);
  if (names.length * periods > mostCells) throw new EngineError('invalid-input', seriesMessages.refused.tooLarge(names.length, periods), { series: names.length, periods });

  const cells = new Float64Array(new SharedArrayBuffer(names.length * periods * 8)).fill(NaN);
  const prices = priceColumn && new Float64Array(new SharedArrayBuffer(names.length * periods * 8)).fill(NaN);
  const rowNumbers = new Int32Array(names.length * periods);
  const starts = new Int32Array(new SharedArrayBuffer(names.length * 4)).fill(periods);
  const tally = { rows, rowsWithoutDate: 0, rowsWithoutTarget: 0, rowsOnClosedDays: 0, repeatedRows: 0, missingPeriods: 0, seriesWithGaps: 0, lateStarts: 0 };
  let neverNegative = true;
  for (let row = 0; row < rows; row++) {
    const [ms, value, series] = [dates[row]!, values[row]!, codes[row]!];
    if (!Number.isFinite(ms)) tally.rowsWithoutDate++;
    else if (!Number.isFinite(value)) tally.rowsWithoutTarget++;
    else {
      const position = calendar.positionOf(ms);
      if (position < 0) {
        tally.rowsOnClosedDays++;
        continue;
      }
      const cell = series * periods + position;
      if (rowNumbers[cell] === 0) {
        cells[cell] = value;
        rowNumbers[cell] = row + 1;
      } else {
        cells[cell]! += value;
        tally.repeatedRows++;
      }
      if (prices && priceColumn[row]! > 0) prices[cell] = priceColumn[row]!;
      if (position < starts[series]!) starts[series] = position;
      if (value < 0) neverNegative = false;
    }
  }
  const closed = new Set(setup.closures.map((day) => calendar.positionOf(Date.parse(`${day}T00:00:00Z`))).filter((position) => position >= 0));
  fillGaps(cells, starts, periods, setup.gaps, closed, tally);
  return { setup, calendar, names, values: cells, periods, starts, prices, rowNumbers, closed, neverNegative, facts: tally };
}

function numbers(columns: readonly TrainingColumn[], name: string, refuse: (name: string, type: string) => string, types: readonly string[]): Float64Array {
  const column = columns.find((each) => each.name === name);
  if (column?.kind !== 'number' || !types.includes(column.type)) throw new EngineError('invalid-input', refuse(name, column?.type ?? 'nothing'), { column: name });
  return column.values;
}

/** Series in the order of their first row. */
function nameSeries(columns: readonly TrainingColumn[], keys: readonly string[], rows: number): { codes: Int32Array; names: string[] } {
  const keyColumns = keys.map((key) => columns.find(({ name }) => name === key)).filter((column) => column !== undefined);
  const codes = new Int32Array(rows);
  const known = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const name = keyColumns.map((column) => textOf(column, row)).join(' · ');
    const code = known.get(name) ?? known.size;
    known.set(name, code);
    codes[row] = code;
  }
  return { codes, names: [...known.keys()] };
}

function textOf(column: TrainingColumn, row: number): string {
  if (column.kind === 'text') return column.codes[row]! < 0 ? seriesMessages.noKey : (column.levels[column.codes[row]!] ?? '');
  const value = column.values[row]!;
  if (Number.isNaN(value)) return seriesMessages.noKey;
  return column.type === 'date' || column.type === 'datetime' ? new Date(value).toISOString().slice(0, 10) : String(value);
}

function fillGaps(cells: Float64Array, starts: Int32Array, periods: number, rule: SeriesSetup['gaps'], closed: ReadonlySet<number>, tally: { missingPeriods: number; seriesWithGaps: number; lateStarts: number }): void {
  starts.forEach((start, series) => {
    let missing = 0;
    for (let t = start; t < periods; t++) {
      const cell = series * periods + t;
      if (closed.has(t)) cells[cell] = NaN;
      else if (Number.isNaN(cells[cell]!)) {
        missing++;
        if (rule === 'zero') cells[cell] = 0;
      }
    }
    tally.missingPeriods += missing;
    if (missing > 0) tally.seriesWithGaps++;
    if (start > 0) tally.lateStarts++;
  });
}
