/**
 * The cells as papaparse read them, written to a temp file in one dialect that leaves nothing open
 * (comma, doubled quotes, \n, UTF-8), so that DuckDB can take them in at full speed whatever the source looked like.
 * Each line begins with the row number and the line in the source.
 */
import { open } from 'node:fs/promises';

export interface PlainFile {
  /** Records are changed: cells that need it are quoted in place. `columns[c][r]` is cell c of record r. */
  write(records: string[][], columns: readonly (readonly string[])[], joined: readonly string[], firstRow: number, lines: readonly number[]): Promise<void>;
  /** Longest record in bytes, for the size of DuckDB's buffer. */
  longestRecord(): number;
  close(): Promise<void>;
}

const needsQuotes = /[",\r\n]/;

export async function createPlainFile(path: string): Promise<PlainFile> {
  const file = await open(path, 'wx');
  let longest = 0;
  return {
    async write(records, columns, joined, firstRow, lines) {
      for (const [c, cells] of columns.entries()) {
        // One look at the joined column spares a look at each of its cells.
        if (!needsQuotes.test(joined[c] ?? '')) continue;
        for (const [r, cell] of cells.entries()) {
          const record = records[r];
          if (record && needsQuotes.test(cell)) record[c] = `"${cell.replaceAll('"', '""')}"`;
        }
      }
      const texts = records.map((record, r) => `${firstRow + r},${lines[r] ?? 0},${record.join(',')}\n`);
      for (const text of texts) if (text.length > longest) longest = text.length;
      // Goes on until all is written, where a write of its own may end early on a drive that fills up.
      await file.appendFile(texts.join(''));
    },
    // A UTF-16 unit takes at most three bytes in UTF-8.
    longestRecord: () => longest * 3,
    close: () => file.close(),
  };
}
