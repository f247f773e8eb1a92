/** The engine's outcome in the words of Great Expectations 1.2: what its results carry at the fullest result format. */
import { z } from 'zod';
import type { CheckOutcome } from '../../../quality';
import type { FrameCell, FrameColumn } from './pandasFrame';

export type Answer = Readonly<Record<string, unknown>>;

const partlyShown = 20;

export interface RowFindings {
  readonly success: boolean;
  readonly elements: number;
  /** Null for expectations about missing cells themselves. */
  readonly considered: number | null;
  /** Positions from 0. */
  readonly failing: readonly number[];
}

/** `valueAt` gives what is told of a failing row. */
export function rowAnswer({ success, elements, considered, failing }: RowFindings, valueAt: (position: number) => unknown, several: boolean): Answer {
  const values = failing.map(valueAt);
  const counted = considered ?? elements;
  const percent = (count: number, of: number): number | null => (of === 0 ? null : (count / of) * 100);
  const result = {
    element_count: elements,
    unexpected_count: failing.length,
    unexpected_percent: percent(failing.length, counted),
    partial_unexpected_list: values.slice(0, partlyShown),
    ...(considered !== null && {
      missing_count: elements - considered,
      missing_percent: percent(elements - considered, elements),
      unexpected_percent_total: percent(failing.length, elements),
      unexpected_percent_nonmissing: percent(failing.length, considered),
    }),
    ...(several ? { details: { partial_unexpected_counts_error: 'partial_unexpected_counts requested, but requires a hashable type' } } : { partial_unexpected_counts: mostFrequent(values) }),
    partial_unexpected_index_list: failing.slice(0, partlyShown),
    unexpected_list: values,
    unexpected_index_list: [...failing],
  };
  return { success, ...result, result };
}

function mostFrequent(values: readonly unknown[]): { value: unknown; count: number }[] {
  const counts = new Map<string, { value: unknown; count: number }>();
  for (const value of values) {
    const key = JSON.stringify(value);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { value, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, partlyShown);
}

export interface FigureFindings {
  readonly success: boolean;
  readonly observed: unknown;
  readonly details?: Answer;
}

/** `counts` are those of the column it is about; partitions stand at the top as well. */
export function figureAnswer({ success, observed, details }: FigureFindings, counts: Pick<CheckOutcome['result'], 'considered' | 'missing'> | null): Answer {
  const elements = counts === null ? null : counts.considered + counts.missing;
  const result = {
    ...(observed !== undefined && { observed_value: observed }),
    ...(counts !== null && elements !== null && { element_count: elements, missing_count: counts.missing, missing_percent: elements === 0 ? null : (counts.missing / elements) * 100 }),
    ...(details && { details }),
  };
  return { success, ...result, ...details, result };
}

/** A cell as the table of the request holds it; moments without the sign of UTC, or with pandas' offset. */
export function shownCell({ type, stored }: FrameColumn, cell: FrameCell): FrameCell {
  if (stored !== 'datetime' || typeof cell !== 'string') return cell;
  const local = cell.replace('Z', '');
  return type === 'datetimetz' ? `${local}+00:00` : local;
}

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const countedSchema = z.array(z.object({ value: cellSchema, count: z.number() }));
const partitionSchema = z.object({ observed: z.looseObject({}), expected: z.looseObject({}) });

/** What a check of one figure found, by kind; `told` spells a value of its column. */
export function figureFindings(kind: string, success: boolean, { result, found }: CheckOutcome, told: (value: FrameCell) => FrameCell): FigureFindings {
  switch (kind) {
    case 'distinct-in-set':
    case 'distinct-contains':
    case 'distinct-equals': {
      const counts = countedSchema.parse(found).map(({ value, count }) => ({ value: told(value), count }));
      return { success, observed: counts.map(({ value }) => value), details: { value_counts: counts } };
    }
    case 'quantiles': {
      const { quantiles, values, details } = z.object({ quantiles: z.array(z.number()), values: z.array(z.number().nullable()), details: z.array(z.boolean()) }).parse(found);
      // Without a value not even open bounds hold.
      const held = details.map((holds, i) => holds && values[i] !== null);
      return { success: success && held.every(Boolean), observed: { quantiles, values: values.map(told) }, details: { success_details: held } };
    }
    case 'divergence':
    case 'chi-square': {
      const { observed, expected } = partitionSchema.parse(found);
      return { success, observed: result.figure ?? null, details: { observed_partition: renamed(observed), expected_partition: renamed(expected) } };
    }
    case 'distribution-fit': {
      const { statistic, pValue } = z.object({ statistic: z.number(), pValue: z.number() }).parse(found);
      return { success, observed: result.figure ?? null, details: { observed_ks_result: [statistic, pValue] } };
    }
    case 'columns-are': {
      const { names, unexpected, missing } = z.object({ names: z.array(z.string()), unexpected: z.array(z.string()), missing: z.array(z.string()) }).parse(found);
      const same = unexpected.length + missing.length === 0;
      return { success, observed: same ? names : names.toSorted(), details: { mismatched: { ...(unexpected.length > 0 && { unexpected: unexpected.toSorted() }), ...(missing.length > 0 && { missing: missing.toSorted() }) } } };
    }
    case 'columns-ordered': {
      const names = z.array(z.string()).parse(found);
      const wanted = z.array(z.string()).parse(result.definition.args['columns']);
      const mismatched = Array.from({ length: Math.max(names.length, wanted.length) }, (_, i) => ({ 'Expected Column Position': i, Expected: wanted[i] ?? null, Found: names[i] ?? null })).filter(({ Expected, Found }) => Expected !== Found);
      return { success, observed: names, ...(mismatched.length > 0 && { details: { mismatched } }) };
    }
    case 'column-exists':
      return { success, observed: undefined };
    case 'most-common':
      return { success, observed: z.array(cellSchema).parse(found).map(told) };
    case 'smallest':
    case 'largest':
      return { success, observed: told(cellSchema.parse(found)) };
    default:
      return { success, observed: found ?? result.figure ?? null };
  }
}

function renamed({ tailWeights, ...partition }: Readonly<Record<string, unknown>>): Answer {
  return { ...partition, ...(tailWeights !== undefined && { tail_weights: tailWeights }) };
}
