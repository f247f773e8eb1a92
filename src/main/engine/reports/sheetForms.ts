/** What a sheet is, and how long lists are laid on several. */

export interface SheetColumn {
  readonly title: string;
  /** How its numbers are shown; text stays text whatever it looks like. */
  readonly form: 'text' | 'whole' | 'decimal' | 'share';
  /** In characters. */
  readonly width: number;
}

export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A sheet ends at 1,048,576 rows with its head; what is more goes on on the next. */
export const mostSheetRows = 1_048_575;

export function forecastSheets(name: string, columns: readonly SheetColumn[], rows: Sheet['rows']): readonly Sheet[] {
  const sheets: Sheet[] = [];
  for (let from = 0; from < Math.max(rows.length, 1); from += mostSheetRows) sheets.push({ name: from === 0 ? name : `${name} ${from / mostSheetRows + 1}`, columns, rows: rows.slice(from, from + mostSheetRows) });
  return sheets;
}
