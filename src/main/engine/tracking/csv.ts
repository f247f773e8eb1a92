/** CSV as Almanac writes it: RFC 4180 but for the line feed that data tools expect, and text that a spreadsheet would run as a formula is kept as text. */

export type CsvCell = string | number | boolean | null;

/** One line with its end. Numbers are written in full, so that reading them back gives the same double; null is the empty cell. */
export function toCsvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(toCsvCell).join(',')}\n`;
}

function toCsvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  // An apostrophe makes spreadsheets show the cell as text (OWASP, "CSV Injection"); tab and line end are as dangerous in front.
  const text = /^[=+\-@\t\r\n]/.test(cell) && !isPlainNumber(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isPlainNumber(text: string): boolean {
  return /^[+-]?\d+(\.\d+)?$/.test(text);
}
