/** DuckDB's view of a table's text, as what follows FROM: row, line, and the cells x0, x1, ... */
import { literal, type TableConnection } from '../storage/tableSession';
import type { LineBreaks, PlainText, RegularText } from './reading/tableText';

/** The reader holds a few buffers per thread; small ones keep memory low. */
const bufferBytes = 8 << 20;

/** `types` are those of the cells. */
export function plainSource({ path, longestRecord }: PlainText, types: readonly string[], parallel: boolean): string {
  return readCsv(path, ["'row': 'BIGINT'", "'line': 'BIGINT'", ...cellColumns(types)], { delimiter: ',', quote: '"', newline: '\n', longestRecord, skip: 0, parallel });
}

/** The source itself has no row numbers, so they are laid beside its records one by one; DuckDB then reads in one thread and in order. */
export async function regularSource(connection: TableConnection, text: RegularText, types: readonly string[], rows: number): Promise<string> {
  const { path, dialect, hasHeader, longestRecord, lineBreaks } = text;
  const headerLines = hasHeader ? 1 : 0;
  const cells = readCsv(path, cellColumns(types), { ...dialect, longestRecord, skip: headerLines, parallel: false });
  if (lineBreaks.rows.length === 0) return `(select range as row, range + ${headerLines} as line, x.* from range(1, ${rows + 1}) r positional join ${cells} x)`;
  await numberLines(connection, lineBreaks, headerLines, rows);
  return `(select r.row, r.line, x.* from row_lines r positional join ${cells} x)`;
}

/** A temp table of each row's line: it runs with the row number, and further ahead after each row that takes more than one line. */
async function numberLines(connection: TableConnection, { rows: broken, counts }: LineBreaks, headerLines: number, rows: number): Promise<void> {
  await connection.run('create temp table line_runs (first_row bigint, last_row bigint, ahead bigint)');
  const appender = await connection.createAppender('line_runs');
  let first = 1;
  let ahead = headerLines;
  const append = (last: number): void => {
    for (const value of [first, last, ahead]) appender.appendBigInt(BigInt(value));
    appender.endRow();
  };
  for (const [i, row] of broken.entries()) {
    append(row);
    first = row + 1;
    ahead += counts[i] ?? 0;
  }
  append(rows);
  appender.closeSync();
  await connection.run('create temp table row_lines as select unnest(range(first_row, last_row + 1)) as row, unnest(range(first_row + ahead, last_row + 1 + ahead)) as line from line_runs');
}

interface CsvOptions {
  readonly delimiter: string;
  readonly quote: string;
  readonly newline: '\n' | '\r\n';
  readonly longestRecord: number;
  readonly skip: number;
  readonly parallel: boolean;
}

function cellColumns(types: readonly string[]): string[] {
  return types.map((type, i) => `'x${i}': '${type}'`);
}

function readCsv(path: string, columns: readonly string[], { delimiter, quote, newline, longestRecord, skip, parallel }: CsvOptions): string {
  const longest = Math.max(1 << 16, longestRecord + 64);
  // Told of \r\n, DuckDB 1.5 reads no record in strict mode; untold it finds them.
  const lineEnd = newline === '\n' ? ", new_line = '\\n'" : '';
  return `read_csv(${literal(path)}, auto_detect = false, header = false, skip = ${skip}, delim = ${literal(delimiter)}, quote = ${literal(quote)}, escape = ${literal(quote)}, strict_mode = true, max_line_size = ${longest}, buffer_size = ${Math.max(2 * longest, bufferBytes)}, parallel = ${parallel}${lineEnd}, columns = {${columns.join(', ')}})`;
}
