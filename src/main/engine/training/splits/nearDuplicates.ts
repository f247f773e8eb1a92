/** Rows that are an earlier row again but for a few columns, such as a banner that comes and goes. */
import type { TrainingColumn, TrainingTable } from '../types';

export interface NearDuplicates {
  /** Rows that nearly repeat an earlier one; of those, the rows that repeat it wholly. */
  readonly rows: number;
  readonly identical: number;
  /** Columns they differ in, the most frequent first. */
  readonly differIn: readonly string[];
}

const mostDifferent = 3;
/** With fewer columns that vary, rows agree by chance. */
const fewestColumns = 8;
/** One column they agree on must tell rows apart. */
const tellingShare = 0.25;
const mostRows = 200_000;
const mostInBucket = 50;

/**
 * Columns are dealt to one band more than may differ, so two rows that differ in at most three columns agree on a whole band and
 * meet in its bucket; there they are compared cell by cell. Of one bucket the first 50 rows are compared with.
 */
export function nearDuplicates(table: TrainingTable, columns: readonly TrainingColumn[]): NearDuplicates {
  const rows = Math.min(table.rows, mostRows);
  const cells = columns.map((column) => cellsOf(column, rows));
  const distinct = cells.map((values) => new Set(values).size);
  const varying = [...cells.keys()].filter((at) => distinct[at]! > 1).sort((a, b) => distinct[b]! - distinct[a]!);
  const telling = varying.filter((at) => distinct[at]! >= tellingShare * rows);
  if (telling.length === 0 || varying.length < fewestColumns) return { rows: 0, identical: 0, differIn: [] };
  const bands = Array.from({ length: mostDifferent + 1 }, (_, band) => varying.filter((_column, place) => place % (mostDifferent + 1) === band));
  const twin = new Map<number, readonly number[]>();
  for (const band of bands) {
    const buckets = new Map<string, number[]>();
    for (let row = 0; row < rows; row++) {
      const key = band.map((at) => cells[at]![row]).join(' ');
      const bucket = buckets.get(key);
      if (!bucket) {
        buckets.set(key, [row]);
        continue;
      }
      for (const earlier of bucket) {
        const differing = differencesOf(cells, varying, earlier, row);
        const known = twin.get(row);
        if (differing && telling.some((at) => !differing.includes(at)) && (!known || differing.length < known.length)) twin.set(row, differing);
      }
      if (bucket.length < mostInBucket) bucket.push(row);
    }
  }
  const counts = new Map<number, number>();
  for (const differing of twin.values()) for (const at of differing) counts.set(at, (counts.get(at) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).filter(([, count]) => count >= 0.05 * twin.size);
  return { rows: twin.size, identical: [...twin.values()].filter(({ length }) => length === 0).length, differIn: frequent.map(([at]) => columns[at]!.name) };
}

function differencesOf(cells: readonly Float64Array[], varying: readonly number[], a: number, b: number): number[] | null {
  const differing: number[] = [];
  for (const at of varying) {
    if (cells[at]![a] === cells[at]![b]) continue;
    differing.push(at);
    if (differing.length > mostDifferent) return null;
  }
  return differing;
}

/** Missing cells agree with each other. */
function cellsOf(column: TrainingColumn, rows: number): Float64Array {
  return column.kind === 'number' ? column.values.slice(0, rows).map((value) => (Number.isNaN(value) ? -Infinity : value)) : Float64Array.from(column.codes.subarray(0, rows));
}
