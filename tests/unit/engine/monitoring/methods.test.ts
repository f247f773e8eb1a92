/** Every drift method against its peer's numbers, and what must hold whatever the data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { driftMethodNames } from '@shared/areas/monitoring';
import { judgeColumn } from '@engine/monitoring/judgeColumn';
import { driftMethods, methodsFor } from '@engine/monitoring/methods';
import { countSample, type CountedSample, type SampleValue } from '@engine/monitoring/sample';

const cellSchema = z.union([z.string(), z.number()]);
const fixtureSchema = z.object({
  peer: z.string(),
  samples: z.array(z.object({ name: z.string(), type: z.enum(['num', 'cat']), reference: z.array(cellSchema), current: z.array(cellSchema), scores: z.partialRecord(z.enum(driftMethodNames), z.object({ score: z.number(), drifted: z.boolean() }).nullable()) })),
});
const fixture = fixtureSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/driftScores.json'), 'utf8')));

const isWhole = (list: readonly SampleValue[]): boolean => list.every((value) => Number.isInteger(value));
function sample(type: CountedSample['type'], reference: readonly SampleValue[], current: readonly SampleValue[]): CountedSample {
  return countSample(type, reference, current, isWhole(reference) && isWhole(current));
}

describe(`scores of ${fixture.peer}`, () => {
  const cases = fixture.samples.flatMap(({ name, scores, ...lists }) => Object.entries(scores).map(([method, expected]) => ({ name, method, expected, ...lists })));
  test.each(cases)('$method on $name', ({ method, expected, type, reference, current }) => {
    const name = z.enum(driftMethodNames).parse(method);
    const judge = () => judgeColumn(sample(type, reference, current), { method: name });
    if (expected === null) {
      expect(judge).toThrow();
      return;
    }
    const found = judge();
    expect(Math.abs(found.score - expected.score)).toBeLessThanOrEqual(Math.max(1e-9, 1e-6 * Math.abs(expected.score)));
    expect(found.drifted).toBe(expected.drifted);
  });
});

test('every name of the contract has a method', () => {
  expect([...driftMethods.keys()].sort()).toEqual([...driftMethodNames].sort());
});

const numbers = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })), { minLength: 6, maxLength: 40 });
const texts = fc.array(fc.constantFrom('S', 'M', 'L', 'XL', 'ø'), { minLength: 6, maxLength: 40 });

/** Methods whose scores do not depend on which sample is the reference. */
const symmetric = ['jensenshannon', 'hellinger', 'ks', 'cramer_von_mises', 'anderson', 'ed', 't_test', 'psi'] as const;

describe('whatever the data', () => {
  test.each(methodsFor('num').filter(({ name }) => name !== 'mannw' && name !== 'empirical_mmd').map(({ name, measure }) => [name, measure] as const))('%s finds no drift between equal samples', (method, measure) => {
    fc.assert(
      fc.property(numbers, (list) => {
        const score = scoreOrNull(sample('num', list, list), method);
        if (score === null) return;
        if (measure === 'distance') expect(score).toBeLessThan(1e-7);
        else expect(score).toBeGreaterThan(method === 'anderson' ? 0.2499 : 0.95);
      }),
      { numRuns: 60 },
    );
  });

  test.each(methodsFor('cat').map(({ name, measure }) => [name, measure] as const))('%s finds no drift between equal categories', (method, measure) => {
    fc.assert(
      fc.property(texts, (list) => {
        const score = scoreOrNull(sample('cat', list, list), method);
        if (score === null) return;
        if (measure === 'distance') expect(score).toBeLessThan(1e-7);
        else expect(score).toBeGreaterThan(0.95);
      }),
      { numRuns: method === 'TVD' ? 5 : 60 },
    );
  });

  test.each(symmetric)('%s is symmetric', (method) => {
    fc.assert(
      fc.property(texts, texts, numbers, numbers, (a, b, x, y) => {
        const pairs = driftMethods.get(method)?.types.includes('cat') ? [[sample('cat', a, b), sample('cat', b, a)] as const] : [[sample('num', x, y), sample('num', y, x)] as const];
        for (const [one, other] of pairs) {
          const [first, second] = [scoreOrNull(one, method), scoreOrNull(other, method)];
          if (first === null || second === null) expect(first).toBe(second);
          else expect(Math.abs(first - second)).toBeLessThan(1e-9 * Math.max(1, Math.abs(first)));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(numbers, numbers, (reference, current) => {
        for (const { name } of methodsFor('num').filter(({ name }) => name !== 'empirical_mmd')) {
          expect(scoreOrNull(sample('num', [...reference].reverse(), [...current].sort()), name)).toEqual(scoreOrNull(sample('num', reference, current), name));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a score is a number or a reason, never NaN', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }), fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }), (reference, current) => {
        for (const { name } of [...methodsFor('num'), ...methodsFor('cat')].filter(({ name }) => name !== 'TVD' && name !== 'empirical_mmd')) expect(scoreOrNull(sample('num', reference, current), name)).not.toBeNaN();
      }),
      { numRuns: 60 },
    );
  });
});

function scoreOrNull(of: CountedSample, method: (typeof driftMethodNames)[number]): number | null {
  try {
    return judgeColumn(of, { method }).score;
  } catch {
    return null;
  }
}
