/** The rows of one sheet, in order, as texts; and what the sheet says beside them. */
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import type { ZipArchive } from '../../../storage/zipArchive';
import { addressOf, columnOf, numberText, unescaped } from './cellText';
import { isTrue, type SheetPart, type Workbook } from './workbook';
import { xmlPieces } from './xmlEvents';

export interface SheetRow {
  /** Row number in the sheet, from 1. */
  readonly number: number;
  /** Texts by column, from 0; only cells with a value. */
  readonly cells: ReadonlyMap<number, string>;
}

/** Counts with the address or row of the first. */
interface Found {
  count: number;
  first: string;
}

export interface SheetFacts {
  readonly errors: Found;
  readonly withoutValue: Found;
  readonly merged: Found;
  readonly hiddenRows: Found;
  hiddenColumns: number;
}

export interface SheetReader {
  readonly rows: AsyncGenerator<readonly SheetRow[]>;
  /** Whole once the rows have been read to the end. */
  readonly facts: SheetFacts;
}

/** The limits of Excel's own sheets. */
const lastRow = 1_048_576;
const lastColumn = 16_383;

export function readSheet(archive: ZipArchive, workbook: Workbook, sheet: SheetPart): SheetReader {
  const facts: SheetFacts = { errors: none(), withoutValue: none(), merged: none(), hiddenRows: none(), hiddenColumns: 0 };
  return { rows: sheetRows(archive, workbook, sheet, facts), facts };
}

function none(): Found {
  return { count: 0, first: '' };
}

function note(found: Found, where: string): void {
  if (found.count++ === 0) found.first = where;
}

async function* sheetRows(archive: ZipArchive, { sharedTexts, meanings, date1904 }: Workbook, { part }: SheetPart, facts: SheetFacts): AsyncGenerator<readonly SheetRow[]> {
  let rows: SheetRow[] = [];
  let row = 0;
  let column = -1;
  let cells = new Map<number, string>();
  let cell: { type: string; style: number; formula: boolean; hasValue: boolean } | null = null;
  let value = '';
  let takes = false;
  let aids = 0;

  const textOf = (type: string, style: number): string => {
    if (type === 's') {
      const text = sharedTexts[Number(value)];
      if (text === undefined) throw new EngineError('unreadable-file', inputsMessages.refused.brokenWorkbook(part), { reason: 'xlsx-broken', part });
      return text;
    }
    if (type === 'str' || type === 'inlineStr') return unescaped(value);
    if (type === 'b') return isTrue(value) ? 'true' : 'false';
    if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    return numberText(value, meanings[style] ?? 'number', date1904);
  };

  function closeCell(): void {
    if (cell === null) return;
    const where = addressOf(column, row);
    if (cell.type === 'e') note(facts.errors, where);
    else if (cell.formula && value === '' && cell.type !== 'str') note(facts.withoutValue, where);
    else if (cell.hasValue) {
      const text = textOf(cell.type, cell.style);
      if (text !== '') cells.set(column, text);
    }
    cell = null;
  }

  const pieces = xmlPieces(await archive.open(part), part, {
    open: (name, attributes) => {
      switch (name) {
        case 'row': {
          const number = attributes['r'] === undefined ? row + 1 : Number(attributes['r']);
          if (!Number.isInteger(number) || number <= row || number > lastRow) throw new EngineError('unreadable-file', inputsMessages.refused.brokenWorkbook(part), { reason: 'xlsx-broken', part, row: attributes['r'] });
          row = number;
          column = -1;
          cells = new Map();
          if (isTrue(attributes['hidden'])) note(facts.hiddenRows, String(row));
          return;
        }
        case 'c': {
          column = columnOf(attributes['r'] ?? '') ?? column + 1;
          if (column > lastColumn) throw new EngineError('unreadable-file', inputsMessages.refused.brokenWorkbook(part), { reason: 'xlsx-broken', part, row });
          cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), formula: false, hasValue: false };
          value = '';
          return;
        }
        case 'f':
          if (cell) cell.formula = true;
          return;
        case 'rPh':
          aids++;
          return;
        case 'v':
        case 't':
          takes = cell !== null && aids === 0;
          if (cell && takes) cell.hasValue = true;
          return;
        case 'col':
          if (isTrue(attributes['hidden'])) facts.hiddenColumns += Math.max(1, Math.min(Number(attributes['max']), lastColumn + 1) - Number(attributes['min']) + 1);
          return;
        case 'mergeCell':
          note(facts.merged, attributes['ref'] ?? '');
      }
    },
    text: (text) => {
      if (takes) value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') takes = false;
      else if (name === 'rPh') aids--;
      else if (name === 'c') closeCell();
      else if (name === 'row' && cells.size > 0) rows.push({ number: row, cells });
    },
  });
  for await (const _ of pieces) {
    if (rows.length === 0) continue;
    const read = rows;
    rows = [];
    yield read;
  }
}
