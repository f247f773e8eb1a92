/** One column of both versions: its two distributions, how far apart they are, and what moved in words. */
import { noticeableDistance, type ColumnDifference } from '@shared/areas/diff';
import { diffMessages } from '@shared/messages/diff';
import { jensenShannonDivergence } from '../../math';
import type { ComparedColumn } from './comparedColumns';
import { shareOf, type Distribution, type DistributionInput } from './distribution';
import { numberDistribution } from './numberDistribution';
import type { Measured } from './valueCounts';
import { valueDistribution, type ValueDistribution } from './valueDistribution';

const words = diffMessages.column;

/** Texts with more different values are drawn by their length. */
const mostValues = 1000;
/** Distances from which a change is called clear, and strong. Drift tests take what is near the first for a drift. */
const [clearFrom, strongFrom] = [0.1, 0.3];

interface ColumnRequest extends DistributionInput {
  readonly isKey: boolean;
  readonly changedCells: number | null;
}

export async function describeColumn(request: ColumnRequest): Promise<ColumnDifference> {
  const { column, isKey, changedCells } = request;
  const drawn = measuredAs(column);
  const distribution = drawn === 'values' ? await valueDistribution(request) : await numberDistribution(request, drawn);
  const distance = distanceOf(distribution);
  const moves = tellMoves(distribution, drawn);
  return {
    column: column.name,
    renamedFrom: column.renamedFrom,
    type: { before: column.before.type, after: column.after.type },
    compared: column.compared,
    isKey,
    changedCells,
    drawn,
    distance,
    strength: strengthOf(distance),
    sentences: [...(moves.length > 0 ? moves : [distance === 0 ? words.sameDistribution : words.moved]), ...tellColumn(column, changedCells)],
    before: distribution.before,
    after: distribution.after,
    bins: [...distribution.bins],
  };
}

function measuredAs({ before, after, facts }: ComparedColumn): Measured {
  const isNumber = ({ type }: { readonly type: string }): boolean => type === 'integer' || type === 'decimal';
  const isDate = ({ type }: { readonly type: string }): boolean => type === 'date' || type === 'datetime';
  if (isNumber(before) && isNumber(after)) return 'numbers';
  if (isDate(before) && isDate(after)) return 'dates';
  const few = Math.max(facts.before.distinct, facts.after.distinct) <= mostValues;
  return few ? 'values' : 'lengths';
}

/** Jensen-Shannon distance with the logarithm to base 2: 0 for equal shares, 1 for nothing in common, also where one side has no rows. */
function distanceOf({ shares, before, after }: Distribution): number {
  if (before.rows === 0 || after.rows === 0) return before.rows === after.rows ? 0 : 1;
  // Shares of equal counts over equal rows are equal bit by bit; rounding of sums must not make them differ.
  if (shares.before.every((share, i) => share === shares.after[i])) return 0;
  return Math.min(1, Math.sqrt(jensenShannonDivergence(shares.before, shares.after) / Math.LN2));
}

function strengthOf(distance: number): ColumnDifference['strength'] {
  if (distance === 0) return 'none';
  if (distance < noticeableDistance) return 'negligible';
  return distance < clearFrom ? 'slight' : distance < strongFrom ? 'clear' : 'strong';
}

/** What moved, the most telling first. */
function tellMoves(distribution: Distribution | ValueDistribution, drawn: Measured): string[] {
  const { before, after } = distribution;
  const differ = (one: number | null, other: number | null): boolean => one !== null && other !== null && Math.abs(one - other) > 1e-9 * Math.max(Math.abs(one), Math.abs(other));
  const said: string[] = [];
  if (differ(before.mean, after.mean)) said.push((drawn === 'lengths' ? words.meanLength : words.mean)(before.mean ?? 0, after.mean ?? 0));
  if (differ(before.median, after.median) && drawn === 'numbers') said.push(words.median(before.median ?? 0, after.median ?? 0));
  if (said.length === 0 && differ(before.sd, after.sd)) said.push(words.spread(before.sd ?? 0, after.sd ?? 0));
  if ('moves' in distribution) said.push(...tellValues(distribution));
  if (drawn !== 'lengths' && before.min !== null && after.min !== null && (before.min !== after.min || before.max !== after.max)) {
    said.push(words.range([diffMessages.ends(before.min), diffMessages.ends(before.max)], [diffMessages.ends(after.min), diffMessages.ends(after.max)]));
  }
  const [missing, missingNow] = [shareOf(before.missing, before.rows), shareOf(after.missing, after.rows)];
  if (missing !== missingNow) said.push(words.missing(before.missing, after.missing, missing, missingNow));
  return said;
}

function tellValues({ moves }: ValueDistribution): string[] {
  const fresh = moves.filter(({ before }) => before === 0);
  const gone = moves.filter(({ after }) => after === 0);
  const kept = moves.filter(({ before, after }) => before > 0 && after > 0 && before !== after);
  const distance = ({ before, after }: (typeof moves)[number]): number => Math.abs(after - before);
  const most = kept.reduce<(typeof kept)[number] | null>((found, move) => (found === null || distance(move) > distance(found) ? move : found), null);
  const replaced = [...(fresh.length > 0 ? [words.newValues(fresh.map(({ value }) => value))] : []), ...(gone.length > 0 ? [words.goneValues(gone.map(({ value }) => value))] : [])];
  if (most === null) return replaced;
  // Where values come and go, such as ids, the share of one that stayed tells little.
  const isReplaced = [...fresh, ...gone].reduce((sum, move) => sum + distance(move), 0) > distance(most);
  const share = words.share(most.value, most.before, most.after);
  return isReplaced ? [...replaced, share] : [share, ...replaced];
}

function tellColumn({ before, after, compared, renamedFrom }: ComparedColumn, changedCells: number | null): string[] {
  const told = { text: words.asText, number: words.asNumber, value: words.asValue }[compared];
  return [
    ...(changedCells === null ? [] : [changedCells === 0 ? words.unchanged : words.changedCells(changedCells)]),
    ...(before.type === after.type ? [] : [told(before.type, after.type)]),
    ...(renamedFrom === null ? [] : [words.renamed(renamedFrom)]),
  ];
}
