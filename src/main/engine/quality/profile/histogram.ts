/** Equal-width histograms: one bar per whole number where there are few, else thirty bars; dates in milliseconds. */
import type { ColumnProfile } from '@shared/areas/quality';
import type { SnapshotTable, TableColumn } from '@engine/datasets';
import type { Ask, Figures } from './profileTable';

const bars = 30;

export async function columnHistogram(ask: Ask, table: SnapshotTable, column: TableColumn, { min, max }: Pick<Figures, 'min' | 'max'>): Promise<ColumnProfile['histogram']> {
  const value = numericExpression(column);
  const low = asNumber(min);
  const high = asNumber(max);
  if (value === null || low === null || high === null) return null;
  const edges = histogramEdges(low, high, column.type === 'integer');
  const first = edges[0] ?? low;
  const width = (edges.at(-1) ?? high) - first;
  const count = edges.length - 1;
  // The largest value belongs to the last bar.
  const bar = `least(${count - 1}, greatest(0, cast(floor((${value} - (${first})::double) / ${width}::double * ${count}) as integer)))`;
  const { rows } = await ask(`select ${bar} as bar, count(*) from ${table.source} where ${column.field} is not null group by bar`);
  const counts = new Array<number>(count).fill(0);
  for (const [index, n] of rows) counts[Number(index)] = Number(n);
  return { edges, counts };
}

function numericExpression({ field, type }: TableColumn): string | null {
  if (type === 'integer' || type === 'decimal') return `${field}::double`;
  return type === 'date' || type === 'datetime' ? `epoch_ms(cast(${field} as timestamp))::double` : null;
}

function asNumber(value: ColumnProfile['min']): number | null {
  const number = typeof value === 'string' ? Date.parse(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Rising edges that hold every value; a single value gets one bar of width 1 around it. */
export function histogramEdges(low: number, high: number, whole: boolean): number[] {
  if (whole && high - low < bars) return Array.from({ length: high - low + 2 }, (_, i) => low - 0.5 + i);
  if (low === high) return [low - 0.5, low + 0.5];
  return Array.from({ length: bars + 1 }, (_, i) => (i === bars ? high : low + ((high - low) * i) / bars));
}
