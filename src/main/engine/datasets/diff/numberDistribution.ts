/** Numbers, days and lengths of texts of two versions: figures of each side and shares in common bins. */
import type { DistributionBin, DistributionSide } from '@shared/areas/diff';
import { commonEdges, periodEdges } from './binEdges';
import type { Side } from './comparedColumns';
import { shareOf, type Distribution, type DistributionInput } from './distribution';
import { countInBins, countNumbers, sumNumbers, type Measured, type NumberCounts } from './valueCounts';

type Kind = Exclude<Measured, 'values'>;

/** Up to here each value is a bin of its own. */
const mostValueBins = 12;
/** Up to here values are counted one by one; beyond, DuckDB sums them up. */
const mostCounted = 20_000;
/** The outer bins hold what lies beyond these shares, so that one far value does not flatten the picture. */
const [drawnFrom, drawnTo] = [0.01, 0.99];
const levels = [0.25, 0.5, 0.75, drawnFrom, drawnTo] as const;

/** One side, counted or summed up. */
interface Measure {
  readonly side: DistributionSide;
  /** Ends of what is drawn. */
  readonly low: number | null;
  readonly high: number | null;
  readonly counts: NumberCounts | null;
  inBins(edges: readonly number[]): Promise<Float64Array>;
}

export async function numberDistribution(input: DistributionInput, kind: Kind): Promise<Distribution> {
  const before = await measureSide(input, 'before', kind);
  const after = input.isSame ? before : await measureSide(input, 'after', kind);
  const rows = { before: before.side.rows, after: after.side.rows };
  const values = pooledValues(before.counts, after.counts);
  const missing: DistributionBin = { label: '', kind: 'missing', from: null, to: null, before: shareOf(before.side.missing, rows.before), after: shareOf(after.side.missing, rows.after) };
  const bins = values === null ? await rangeBins(before, after, rows, kind) : values.map((value) => ({ label: kind === 'dates' ? isoDay(value) : String(value), kind: 'value' as const, from: value, to: value, before: shareOf(countOf(before.counts, value), rows.before), after: shareOf(countOf(after.counts, value), rows.after) }));
  const all = [...bins, missing];
  return { before: before.side, after: after.side, bins: missing.before + missing.after > 0 ? all : bins, shares: { before: all.map((bin) => bin.before), after: all.map((bin) => bin.after) } };
}

async function measureSide({ tables, column, versions, signal }: DistributionInput, side: Side, kind: Kind): Promise<Measure> {
  const of = { tables, column, side, version: versions[side], signal };
  const { rows } = versions[side].table;
  const { distinct } = column.facts[side];
  if (kind !== 'numbers' || distinct <= mostCounted) return measureCounts(await countNumbers(of, kind), rows, distinct, kind);
  const { count, mean, sd, min, max, quantiles: [lowerQuartile = null, median = null, upperQuartile = null, low = null, high = null] } = await sumNumbers(of, levels);
  return { side: { rows, missing: rows - count, distinct, mean, sd, min, lowerQuartile, median, upperQuartile, max }, low, high, counts: null, inBins: (edges) => countInBins(of, edges) };
}

function measureCounts(counts: NumberCounts, rows: number, distinct: number, kind: Kind): Measure {
  const { values, missing } = counts;
  const quantiles = levels.map((level) => quantileOf(counts, level));
  const [lowerQuartile = null, median = null, upperQuartile = null, low = null, high = null] = quantiles;
  const shown = (value: number | undefined): number | string | null => (value === undefined ? null : kind === 'dates' ? isoDay(value) : value);
  const moments = kind === 'dates' ? { mean: null, sd: null } : momentsOf(counts);
  const quartiles = kind === 'dates' ? { lowerQuartile: null, median: null, upperQuartile: null } : { lowerQuartile, median, upperQuartile };
  return {
    side: { rows, missing, distinct: kind === 'lengths' ? distinct : values.length, ...moments, min: shown(values[0]), ...quartiles, max: shown(values.at(-1)) },
    low,
    high,
    counts,
    inBins: (edges) => Promise.resolve(binCounts(counts, edges)),
  };
}

function momentsOf({ values, counts }: NumberCounts): { mean: number | null; sd: number | null } {
  const n = total(counts);
  if (n === 0) return { mean: null, sd: null };
  const mean = values.reduce((sum, value, i) => sum + value * counts[i]!, 0) / n;
  const squares = values.reduce((sum, value, i) => sum + counts[i]! * (value - mean) ** 2, 0);
  return { mean, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)) };
}

/** Type 7 quantile (Hyndman and Fan, 1996) of values with counts; null without values. */
function quantileOf({ values, counts }: NumberCounts, level: number): number | null {
  const position = (total(counts) - 1) * level;
  const at = (place: number): number | null => {
    let below = 0;
    for (let i = 0; i < values.length; i++) {
      below += counts[i]!;
      if (below > place) return values[i]!;
    }
    return null;
  };
  const [low, high] = [at(Math.floor(position)), at(Math.ceil(position))];
  return low === null || high === null ? null : low + (position - Math.floor(position)) * (high - low);
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Rising values of both sides where they are few; null where ranges are drawn. */
function pooledValues(before: NumberCounts | null, after: NumberCounts | null): readonly number[] | null {
  if (!before || !after) return null;
  if (before.values.length > mostValueBins || after.values.length > mostValueBins) return null;
  const pooled = [...new Set([...before.values, ...after.values])].sort((a, b) => a - b);
  return pooled.length > mostValueBins ? null : pooled;
}

function countOf(counts: NumberCounts | null, value: number): number {
  const at = counts?.values.indexOf(value) ?? -1;
  return at === -1 ? 0 : (counts?.counts[at] ?? 0);
}

async function rangeBins(before: Measure, after: Measure, rows: Readonly<Record<Side, number>>, kind: Kind): Promise<DistributionBin[]> {
  const least = lowest(ends(before, kind).min, ends(after, kind).min);
  const most = highest(ends(before, kind).max, ends(after, kind).max);
  if (least === null || most === null) return [];
  const edges = kind === 'dates' ? periodEdges(least, most) : commonEdges(lowest(before.low, after.low) ?? least, highest(before.high, after.high) ?? most, least, most);
  const counted = await before.inBins(edges);
  const countedAfter = after === before ? counted : await after.inBins(edges);
  return Array.from(counted, (count, i) => ({ label: '', kind: 'range' as const, from: edges[i]!, to: edges[i + 1]!, before: shareOf(count, rows.before), after: shareOf(countedAfter[i]!, rows.after) }));
}

function ends({ side, counts }: Measure, kind: Kind): { min: number | null; max: number | null } {
  if (counts) return { min: counts.values[0] ?? null, max: counts.values.at(-1) ?? null };
  return kind === 'numbers' && typeof side.min === 'number' && typeof side.max === 'number' ? { min: side.min, max: side.max } : { min: null, max: null };
}

function lowest(...values: readonly (number | null)[]): number | null {
  const found = values.filter((value) => value !== null);
  return found.length === 0 ? null : Math.min(...found);
}

function highest(...values: readonly (number | null)[]): number | null {
  const found = values.filter((value) => value !== null);
  return found.length === 0 ? null : Math.max(...found);
}

/** Counts per bin: a bin holds its lower edge, the last also its upper; what lies outside belongs to the outer bins. */
function binCounts({ values, counts }: NumberCounts, edges: readonly number[]): Float64Array {
  const bins = new Float64Array(edges.length - 1);
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    while (bin < bins.length - 1 && values[i]! >= edges[bin + 1]!) bin++;
    bins[bin]! += counts[i]!;
  }
  return bins;
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
