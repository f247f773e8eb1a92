/** The planner is pure: shuffled, cut and doubled listings come to the same plan, and a plan comes to an end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settleNumbers } from '@engine/kernel/settleNumbers';
import { sha256Hex } from '@engine/kernel/hashing';
import { batchName, objectPath } from '@engine/sync/batchFile';
import { plan, type KnownBatch, type Listing } from '@engine/sync/planner';
import { follow, largestLeadMs, readStamp, tick, writeStamp } from '@engine/sync/stamp';
import { decide, type Version } from '@engine/sync/versions';

const device = (i: number): string => String(i).repeat(16);
const hash = (...parts: readonly unknown[]): string => sha256Hex(parts.join(' '));

/** Three devices, each with a chain that knows the others' batches before it, and one object a batch. */
function history(length: number): KnownBatch[] {
  return Array.from({ length }, (_, i): KnownBatch => {
    const [d, seq] = [i % 3, Math.floor(i / 3) + 1];
    const heads = [i - 1, i - 2].filter((at) => at >= 0).map((at) => ({ device: device(at % 3), seq: Math.floor(at / 3) + 1, sha256: hash(at) }));
    return { sha256: hash(i), device: device(d), seq, previous: seq === 1 ? null : hash(i - 3), heads, objects: [{ sha256: hash('object', i), sizeBytes: i }], state: 'parked', own: false };
  });
}

function listingOf(batches: readonly KnownBatch[]): Listing {
  return { log: batches.map(({ device: d, seq, sha256 }) => ({ path: `log/${d}/${batchName(seq, sha256)}`, sizeBytes: 9 })), objects: batches.flatMap(({ objects }) => objects.map(({ sha256, sizeBytes }) => ({ path: objectPath(sha256), sizeBytes }))) };
}

/** Carries plans out with success until none is left; the batches applied, in order. */
function carryOut(all: readonly KnownBatch[], listing: Listing): string[] {
  const state = new Map<string, KnownBatch>();
  const objects = new Set<string>();
  const applied: string[] = [];
  for (let round = 0; round < 200; round++) {
    const { actions } = plan({ device: device(9), batches: [...state.values()], hasObject: (sha256) => objects.has(sha256), unusable: new Set() }, listing);
    if (actions.length === 0) return applied;
    for (const action of actions) {
      if (action.type === 'read') state.set(action.sha16, all.find(({ sha256 }) => sha256.startsWith(action.sha16)) ?? all[0]!);
      if (action.type === 'fetch') objects.add(action.object.sha256);
      if (action.type !== 'apply') continue;
      applied.push(action.sha256);
      const key = action.sha256.slice(0, 16);
      const batch = state.get(key);
      if (batch) state.set(key, { ...batch, state: 'applied' });
    }
  }
  throw new Error('no end within 200 rounds');
}

test('shuffled and doubled listings lead to every batch, each after what it knew', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 15 }).chain((length) => fc.tuple(fc.constant(length), fc.shuffledSubarray(Array.from({ length }, (_, i) => i), { minLength: length }), fc.nat(length - 1))), ([length, order, twice]) => {
      const all = history(length);
      const whole = listingOf(order.map((i) => all[i]!));
      const listing = { log: [...whole.log, whole.log[twice]!], objects: [...whole.objects, whole.objects[twice]!] };
      const applied = carryOut(all, listing);
      expect(applied.toSorted()).toEqual(all.map(({ sha256 }) => sha256).sort());
      for (const [place, sha256] of applied.entries()) for (const head of all.find((each) => each.sha256 === sha256)?.heads ?? []) expect(applied.indexOf(head.sha256)).toBeLessThan(place);
    }),
  );
});

test('a cut listing applies what is complete, and the whole one the rest', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 15 }), fc.nat(14), (length, missing) => {
      const all = history(length);
      const whole = listingOf(all);
      const cut = missing % length;
      const applied = carryOut(all, { ...whole, log: whole.log.filter((_, i) => i !== cut) });
      expect(applied.toSorted()).toEqual(all.slice(0, cut).map(({ sha256 }) => sha256).sort());
      expect(carryOut(all, whole)).toHaveLength(length);
    }),
  );
});

test('numbers: the first made keeps its own, others take the next that nobody claims, and order makes no difference', () => {
  const claimants = [{ id: 'a', claim: 1, madeAt: 1 }, { id: 'b', claim: 1, madeAt: 2 }, { id: 'c', claim: 2, madeAt: 3 }, { id: 'd', claim: 2, madeAt: 1 }];
  expect(Object.fromEntries(settleNumbers(claimants))).toEqual({ a: 1, d: 2, b: 3, c: 4 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), claim: fc.integer({ min: 1, max: 8 }), madeAt: fc.nat(5) }), { selector: ({ id }) => id }), (any) => {
      const numbers = settleNumbers(any);
      expect(new Set(numbers.values()).size).toBe(any.length);
      expect(settleNumbers([...any].reverse())).toEqual(numbers);
      expect([...settleNumbers(any.map((each) => ({ ...each, claim: numbers.get(each.id) ?? 0 })))].sort()).toEqual([...numbers].sort());
    }),
  );
});

test('the clock never runs back, follows others, and no further than a day', () => {
  const now = 1_000_000;
  expect(tick({ ms: now, counter: 3 }, now)).toEqual({ ms: now, counter: 4 });
  expect(tick({ ms: now, counter: 3 }, now - 50)).toEqual({ ms: now, counter: 4 });
  expect(tick({ ms: now, counter: 0xffff }, now)).toEqual({ ms: now + 1, counter: 0 });
  expect(follow({ ms: now, counter: 0 }, { ms: now + 2 * largestLeadMs, counter: 0 }, now)).toEqual({ ms: now + largestLeadMs, counter: 0 });
  expect(readStamp(writeStamp({ ms: now, counter: 255 }, device(1)))).toEqual({ ms: now, counter: 255, device: device(1) });
  expect(readStamp('yesterday')).toBeNull();
});

test('what holds does not depend on the order in which versions came', () => {
  const version = (lane: string, seq: number, seen: Record<string, number>, value: string): Version => ({ lane, seq, stamp: `${seq}${lane}`, vector: { ...seen, [lane]: seq }, value });
  const versions = [version('a', 1, {}, 'x'), version('a', 2, { b: 1 }, 'p'), version('b', 1, { a: 1 }, 'y'), version('b', 2, { a: 1 }, 'q'), version('c', 1, { a: 1 }, 'x')];
  fc.assert(
    fc.property(fc.shuffledSubarray(versions, { minLength: versions.length }), (shuffled) => {
      expect(decide('decision', shuffled, [])).toEqual(decide('decision', versions, []));
      expect(decide('cell', shuffled, [])).toEqual(decide('cell', versions, []));
    }),
  );
  expect(decide('decision', versions, [])).toMatchObject({ value: 'x', conflict: 'decided' });
  expect(decide('cell', versions, [])).toMatchObject({ value: 'q', conflict: 'edited' });
});
