import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDelta, findDelta, indexBase } from '@engine/storage/packing/delta';
import { table } from './tables';

const pause = (): Promise<void> => Promise.resolve();

/** Share of the target that is new, or null where the two were found too different. */
async function freshShare(before: string, after: string): Promise<number | null> {
  const [base, target] = [Buffer.from(before), Buffer.from(after)];
  const delta = await findDelta(indexBase(base), target, pause);
  if (!delta) return null;
  expect(Buffer.from(applyDelta(base, delta, target.length)).equals(target)).toBe(true);
  return (delta.steps.length + delta.literals.length) / target.length;
}

test('any bytes come back, whatever they have in common', async () => {
  const piece = fc.uint8Array({ maxLength: 40 });
  const pieces = fc.array(piece, { minLength: 1, maxLength: 12 });
  // Both sides are put together from one stock of pieces, in any order and with other bytes between.
  await fc.assert(
    fc.asyncProperty(pieces, fc.array(fc.nat(11), { maxLength: 40 }), fc.array(fc.oneof(fc.nat(11), piece), { maxLength: 40 }), async (stock, baseOrder, targetOrder) => {
      const pick = (index: number): Uint8Array => stock[index % stock.length] ?? new Uint8Array();
      const base = Buffer.concat(baseOrder.map(pick));
      const target = Buffer.concat(targetOrder.map((part) => (typeof part === 'number' ? pick(part) : part)));
      const delta = await findDelta(indexBase(base), target, pause);
      if (delta) expect(Buffer.from(applyDelta(base, delta, target.length)).equals(target)).toBe(true);
      // What is wholly in the base is found.
      if (target.length >= 64 && base.includes(target)) expect(delta?.literals.length ?? target.length).toBeLessThan(target.length / 2);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('changed cells, an added column, moved and inserted rows leave most of a table shared', async () => {
  const rows = table(3000, 12);
  const text = (lines: readonly string[]): string => lines.join('\n');
  const changed = rows.map((row, i) => (i % 100 === 7 ? `${row.slice(0, 12)}9.75${row.slice(14)}` : row));
  const withColumn = rows.map((row, i) => `${row},${(i * 7919) % 100}`);
  const inMiddle = rows.map((row, i) => row.replace(',', `,new ${(i * 7919) % 100},`));
  const inFront = [...table(150, 12, 99), ...rows];
  const backwards = [...rows].reverse();
  const shares = await Promise.all([changed, withColumn, inMiddle, inFront, backwards].map((lines) => freshShare(text(rows), text(lines))));
  expect(shares.map((share) => share !== null && share < 0.2)).toEqual([true, true, true, true, true]);
  expect(shares[0]).toBeLessThan(0.02);
});

test('another table is said to be another table', async () => {
  expect(await freshShare(table(3000, 12).join('\n'), table(3000, 12, 5).join('\n'))).toBeNull();
});

test('steps that do not fit are refused', async () => {
  const base = Buffer.from(table(100, 5).join('\n'));
  const delta = await findDelta(indexBase(base), base, pause);
  if (!delta) throw new Error('nothing in common with itself');
  expect(() => applyDelta(base.subarray(0, 50), delta, base.length)).toThrow(RangeError);
  expect(() => applyDelta(base, delta, base.length + 1)).toThrow(RangeError);
  expect(() => applyDelta(base, { ...delta, steps: delta.steps.subarray(0, 1) }, base.length)).toThrow(RangeError);
});
