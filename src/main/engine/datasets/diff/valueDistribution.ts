/** Categories and yes/no of two versions: the most frequent values with their shares on both sides. */
import type { DistributionBin, DistributionSide } from '@shared/areas/diff';
import { shareOf, type Distribution, type DistributionInput } from './distribution';
import { countValues, type ValueCounts } from './valueCounts';

const mostShown = 12;

export interface ValueDistribution extends Distribution {
  /** Values with their share of rows, by name. */
  readonly moves: readonly { readonly value: string; readonly before: number; readonly after: number }[];
}

export async function valueDistribution({ tables, column, versions, isSame, signal }: DistributionInput): Promise<ValueDistribution> {
  const before = await countValues({ tables, column, side: 'before', version: versions.before, signal });
  const after = isSame ? before : await countValues({ tables, column, side: 'after', version: versions.after, signal });
  const rows = { before: versions.before.table.rows, after: versions.after.table.rows };
  const values = [...new Set([...before.counts.keys(), ...after.counts.keys()])];
  const moves = values
    .map((value) => ({ value, before: shareOf(before.counts.get(value) ?? 0, rows.before), after: shareOf(after.counts.get(value) ?? 0, rows.after) }))
    .sort((a, b) => b.before + b.after - (a.before + a.after) || (a.value < b.value ? -1 : 1));
  const missing = { before: shareOf(before.missing, rows.before), after: shareOf(after.missing, rows.after) };
  const shown = moves.length > mostShown ? moves.slice(0, mostShown - 1) : moves;
  const rest = moves.slice(shown.length);
  const bins: DistributionBin[] = [
    ...shown.map((move) => bin(move.value, 'value', move)),
    ...(rest.length === 0 ? [] : [bin('', 'rest', { before: addUp(rest, 'before'), after: addUp(rest, 'after') })]),
    ...(missing.before + missing.after === 0 ? [] : [bin('', 'missing', missing)]),
  ];
  return {
    before: side(before, rows.before),
    after: side(after, rows.after),
    bins,
    shares: { before: [...moves.map((move) => move.before), missing.before], after: [...moves.map((move) => move.after), missing.after] },
    moves,
  };
}

function side({ counts, missing }: ValueCounts, rows: number): DistributionSide {
  return { rows, missing, distinct: counts.size, mean: null, sd: null, min: null, lowerQuartile: null, median: null, upperQuartile: null, max: null };
}

function bin(label: string, kind: DistributionBin['kind'], shares: { readonly before: number; readonly after: number }): DistributionBin {
  return { label, kind, from: null, to: null, before: shares.before, after: shares.after };
}

function addUp(moves: ValueDistribution['moves'], which: 'before' | 'after'): number {
  return moves.reduce((sum, move) => sum + move[which], 0);
}
