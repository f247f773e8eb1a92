/** A chart's table as tab-separated values, ready for a spreadsheet. Tabs and line ends inside cells become spaces. */
import type { Cell } from '@shared/areas/common';

export function tableText({ columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }): string {
  const line = (cells: readonly Cell[]): string => cells.map((cell) => (cell === null ? '' : String(cell).replace(/[\t\r\n]+/g, ' '))).join('\t');
  return [line(columns), ...rows.map(line)].join('\n');
}
