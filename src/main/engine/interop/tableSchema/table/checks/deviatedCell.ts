/** Texts much longer than is usual in their field, and longer than 5000 characters (frictionless-py 5.19, deviated-cell). */
import { median, sampleSd } from '../../../../math';
import type { TableCheck } from '../tableCheck';
import type { TableError } from '../tableError';

const usualLength = 5000;

export function deviatedCell(interval: number, ignored: readonly string[]): TableCheck {
  const lengths = new Map<string, number[]>();
  return {
    row: (row) => {
      for (const { name, type } of row.fields) {
        const value = row.values.get(name);
        if (type !== 'string' || typeof value !== 'string' || value === '' || ignored.includes(name)) continue;
        lengths.set(name, [...(lengths.get(name) ?? []), [...value].length]);
      }
      return [];
    },
    end: () =>
      [...lengths.values()].flatMap((list) => {
        const [centre, deviation] = [median(list), sampleSd(list)];
        if (centre === null || deviation === null || list.length < 2) return [];
        const limit = Math.max(usualLength, centre + deviation * interval);
        return list.filter((length) => length > limit).map((): TableError => [null, null, 'deviated-cell']);
      }),
  };
}
