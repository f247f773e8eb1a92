/** Sheets as one long table: sheet, row, column, value. Numbers keep full precision. */
import { toCsvLine } from '../tracking';
import type { Sheet } from './sheetForms';

export function writeSheetsCsv(sheets: readonly Sheet[]): string {
  const lines = sheets.flatMap(({ name, columns, rows }) => rows.flatMap((row, i) => row.map((value, at) => [name, i + 1, columns[at]?.title ?? '', value])));
  return [['section', 'row', 'item', 'value'], ...lines].map(toCsvLine).join('');
}
