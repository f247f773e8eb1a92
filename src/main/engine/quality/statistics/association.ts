/** Association of two groupings: Cramer's phi from a table of counts (Cramer 1946), with Yates's correction for two by two as scipy 1.17.1 has it. */
import { sum } from '../../math';

/** 0 for independent groupings, 1 where one tells the other; NaN where a grouping has one group only. `table` has a row for each group of the first, without empty rows or columns. */
export function cramersPhi(table: readonly (readonly number[])[]): number {
  const rowTotals = table.map(sum);
  const columnTotals = (table[0] ?? []).map((_, j) => table.reduce((total, row) => total + row[j]!, 0));
  const all = sum(rowTotals);
  const corrected = rowTotals.length === 2 && columnTotals.length === 2;
  let statistic = 0;
  table.forEach((row, i) => {
    row.forEach((count, j) => {
      const expected = (rowTotals[i]! * columnTotals[j]!) / all;
      const distance = Math.abs(count - expected);
      statistic += (corrected ? distance - Math.min(0.5, distance) : distance) ** 2 / expected;
    });
  });
  return Math.min(1, Math.sqrt(statistic / all / (Math.min(rowTotals.length, columnTotals.length) - 1)));
}
