/** DuckDB's view of a table's text, as what follows FROM: row, line, and the cells x0, x1, ... */
import { statSync } from 'node:fs';
import { literal } from '../storage/tableSession';
import type { PlainText } from './reading/tableText';

/** DuckDB holds a few buffers per thread; small ones keep memory low, and those of a small file cost no time. */
const bufferBytes = 8 << 20;
const shortestLimit = 1 << 16;

/** `types` are those of the cells. */
export function plainSource({ path, longestRecord }: PlainText, types: readonly string[], parallel: boolean): string {
  const longest = Math.max(shortestLimit, longestRecord + 64);
  const buffer = Math.max(2 * longest, Math.min(bufferBytes, statSync(path).size));
  const columns = ["'row': 'BIGINT'", "'line': 'BIGINT'", ...types.map((type, i) => `'x${i}': '${type}'`)];
  return `read_csv(${literal(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', strict_mode = true, max_line_size = ${longest}, buffer_size = ${buffer}, parallel = ${parallel}, new_line = '\\n', columns = {${columns.join(', ')}})`;
}
