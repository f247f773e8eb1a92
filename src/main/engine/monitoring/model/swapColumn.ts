/**
 * A table whose one column is distributed as in another table, everything else held: the smallest change that does so.
 * Numbers move along their quantiles (the optimal transport between both), values change only for the rows that are too many.
 * Equal distributions therefore change nothing, and no chance enters.
 */
import type { TrainingColumn } from '../../training';

type NumberColumn = Extract<TrainingColumn, { kind: 'number' }>;
type TextColumn = Extract<TrainingColumn, { kind: 'text' }>;

/** Null where the two columns are of different kinds, or the current one has no values. */
export function swapColumn(reference: TrainingColumn, current: TrainingColumn): TrainingColumn | null {
  if (reference.kind === 'number') return current.kind === 'number' ? swapNumbers(reference, current) : null;
  return current.kind === 'text' ? swapValues(reference, current) : null;
}

function swapNumbers(reference: NumberColumn, current: NumberColumn): NumberColumn | null {
  const target = sorted(current.values);
  if (target.length === 0) return null;
  const order = Array.from(reference.values.keys()).filter((row) => !Number.isNaN(reference.values[row]!)).sort((a, b) => reference.values[a]! - reference.values[b]! || a - b);
  const values = Float64Array.from(reference.values);
  for (const [place, row] of order.entries()) values[row] = target[Math.min(target.length - 1, Math.floor(((place + 0.5) / order.length) * target.length))]!;
  return { ...reference, values };
}

function swapValues(reference: TextColumn, current: TextColumn): TextColumn | null {
  const levels = [...reference.levels];
  const places = new Map(levels.map((level, code) => [level, code]));
  const codeOf = current.levels.map((level) => {
    const known = places.get(level);
    if (known !== undefined) return known;
    places.set(level, levels.length);
    return levels.push(level) - 1;
  });
  const now = countCodes(current.codes, (code) => codeOf[code]!, levels.length);
  const before = countCodes(reference.codes, (code) => code, levels.length);
  const [rows, rowsNow] = [sum(before), sum(now)];
  if (rows === 0 || rowsNow === 0) return null;
  const wanted = apportion(now.map((count) => (count / rowsNow) * rows));
  const surplus = before.map((count, code) => Math.max(0, count - wanted[code]!));
  const lacking = wanted.flatMap((count, code) => Array<number>(Math.max(0, count - before[code]!)).fill(code));
  const codes = Int32Array.from(reference.codes);
  for (let row = codes.length - 1; row >= 0 && lacking.length > 0; row--) {
    const code = codes[row]!;
    if (code < 0 || surplus[code]! === 0) continue;
    surplus[code]! -= 1;
    codes[row] = lacking.pop() ?? code;
  }
  return { ...reference, codes, levels };
}

function countCodes(codes: Int32Array, to: (code: number) => number, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const code of codes) if (code >= 0) counts[to(code)]! += 1;
  return counts;
}

/** Whole numbers nearest to the shares with the same sum: the largest remainders get the rest. */
function apportion(shares: readonly number[]): number[] {
  const whole = shares.map(Math.floor);
  const rest = Math.round(sum(shares) - sum(whole));
  const order = shares.map((share, i) => ({ i, part: share - Math.floor(share) })).sort((a, b) => b.part - a.part || a.i - b.i);
  for (const { i } of order.slice(0, rest)) whole[i]! += 1;
  return whole;
}

function sorted(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
