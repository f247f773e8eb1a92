/** DuckDB's view of a table's text, as what follows FROM: row, line, and the cells x0, x1, ... */
import { literal } from '../storage/tableSession';
import type { PlainText } from './reading/tableText';

/** The reader holds a few buffers per thread; small ones keep memory low. */
const bufferBytes = 8 << 20;

/** `types` are those of the cells. */
export function plainSource({ path, longestRecord }: PlainText, types: readonly string[], parallel: boolean): string {
  return readCsv(path, ["'row': 'BIGINT'", "'line': 'BIGINT'", ...cellColumns(types)], { delimiter: ',', quote: '"', newline: '\n', longestRecord, skip: 0, parallel });
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
