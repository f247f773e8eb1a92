/** Densities of the Parzen estimator against Optuna's, and draws against the density. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom, fastNormalCumulative, normalCumulative, normalQuantile } from '@engine/math';
import { fitParzen } from '@engine/training/tuning/parzen';
import type { SearchSpace, Settings } from '@engine/training/tuning';

interface Fixture {
  readonly version: string;
  readonly cases: readonly { readonly observations: Record<string, number[]>; readonly at: Record<string, number[]>; readonly logDensities: number[]; readonly alone: Record<string, number[]> }[];
}

const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/tuning/parzen.json'), 'utf8')) as Fixture;
const choices = ['squared', 'absolute', 'ordinal'];
const space: SearchSpace = [
  { kind: 'number', name: 'learningRate', from: 0.005, to: 0.3, log: true, whole: false },
  { kind: 'number', name: 'share', from: 0.1, to: 1, log: false, whole: false },
  { kind: 'number', name: 'leaves', from: 2, to: 500, log: true, whole: true },
  { kind: 'number', name: 'rows', from: 1, to: 300, log: false, whole: true },
  { kind: 'choice', name: 'loss', choices },
];

function settingsOf(columns: Record<string, number[]>): Settings[] {
  return columns['share']!.map((_, row) => Object.fromEntries(space.map(({ name, kind }) => [name, kind === 'choice' ? choices[columns[name]![row]!]! : columns[name]![row]!])));
}

describe(`the Parzen estimator beside Optuna ${fixture.version}`, () => {
  it.each(fixture.cases.map((each) => [each.observations['share']!.length, each] as const))('has the same densities after %i observations', (_, { observations, at, logDensities, alone }) => {
    const seen = settingsOf(observations);
    const places = settingsOf(at);
    const all = fitParzen(space, seen);
    places.forEach((place, i) => expect(all.logDensity(place)).toBeCloseTo(logDensities[i]!, 9));
    for (const dimension of space) {
      const one = fitParzen([dimension], seen);
      places.forEach((place, i) => expect(one.logDensity(place), dimension.name).toBeCloseTo(alone[dimension.name]![i]!, 9));
    }
  });

  it('draws what its density says: whole numbers as often as their probability', () => {
    const estimator = fitParzen([{ kind: 'number', name: 'rows', from: 1, to: 30, log: false, whole: true }], [{ rows: 4 }, { rows: 6 }, { rows: 25 }]);
    const random = createRandom(3);
    const draws = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const value = Number(estimator.draw(random)['rows']);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    let total = 0;
    for (let value = 1; value <= 30; value++) {
      const probability = Math.exp(estimator.logDensity({ rows: value }));
      total += probability;
      expect(Math.abs((counts.get(value) ?? 0) / draws - probability)).toBeLessThan(4 * Math.sqrt(probability / draws) + 1e-4);
    }
    expect(total).toBeCloseTo(1, 10);
  });
});

describe('the fast normal', () => {
  it('agrees with the incomplete gamma function, and its quantile undoes it', () => {
    for (const z of [-12, -7.2, -3, -0.4, 0, 0.7, 2.5, 6]) {
      expect(fastNormalCumulative(z) / normalCumulative(z)).toBeCloseTo(1, 7);
      if (Math.abs(z) < 5) expect(normalQuantile(fastNormalCumulative(z))).toBeCloseTo(z, 8);
    }
  });
});
