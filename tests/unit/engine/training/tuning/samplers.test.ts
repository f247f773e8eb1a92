/** Samplers: seeded, inside their space, and the modelled one better than chance on average. */
import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed, mean } from '@engine/math';
import { modelSpace, type SearchSpace, type Settings } from '@engine/training/tuning';
import { samplers, type Observation } from '@engine/training/tuning/sampler';
import { algorithms } from '@engine/training/models/models';
import { modelKinds } from '@shared/areas/tracking';

const space: SearchSpace = [
  { kind: 'number', name: 'x', from: 0, to: 1, log: false, whole: false },
  { kind: 'number', name: 'y', from: 0.001, to: 10, log: true, whole: false },
  { kind: 'number', name: 'z', from: 1, to: 50, log: false, whole: true },
  { kind: 'choice', name: 'way', choices: ['a', 'b', 'c'] },
];

/** A bowl in x, log y and z; one way is better than the others. Least at x .3, y .1, z 20, way b. */
const bowl = (settings: Settings): number =>
  (Number(settings['x']) - 0.3) ** 2 * 4 + (Math.log10(Number(settings['y'])) + 1) ** 2 * 0.4 + ((Number(settings['z']) - 20) / 50) ** 2 * 3 + (settings['way'] === 'b' ? 0 : 0.3);
/** Many local dips (Rastrigin) in two of the dimensions. */
const ripples = (settings: Settings): number => [Number(settings['x']) - 0.6, Math.log10(Number(settings['y'])) / 4].reduce((sum, t) => sum + 20 * t * t - Math.cos(6 * Math.PI * t) + 1, 0);

function bestOf(name: 'tpe' | 'random', target: (settings: Settings) => number, seed: number, trials: number): number {
  const ended: Observation[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const settings = samplers[name]({ space, ended, pending: [] }, createRandom(deriveSeed(seed, trial)));
    ended.push({ settings, folds: 4, loss: target(settings) });
  }
  return Math.min(...ended.map(({ loss }) => loss));
}

function drawnTrials(seed: number, count: number): Observation[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const settings = samplers.random({ space, ended: [], pending: [] }, random);
    return { settings, folds: 4, loss: bowl(settings) };
  });
}

describe.each(['tpe', 'random'] as const)('the sampler %s', (name) => {
  it('proposes the same for the same seed, always inside the space', () => {
    const ended = drawnTrials(9, 30);
    const propose = (seed: number): Settings => samplers[name]({ space, ended, pending: [] }, createRandom(seed));
    expect(propose(5)).toEqual(propose(5));
    expect(propose(5)).not.toEqual(propose(6));
    for (let seed = 0; seed < 300; seed++) {
      const { x, y, z, way } = propose(seed);
      expect(Number(x) >= 0 && Number(x) <= 1 && Number(y) >= 0.001 && Number(y) <= 10).toBe(true);
      expect(Number.isInteger(z) && Number(z) >= 1 && Number(z) <= 50 && ['a', 'b', 'c'].includes(String(way))).toBe(true);
    }
  });
});

describe('the tree-structured Parzen estimator', () => {
  it.each([['a bowl', bowl], ['ripples', ripples]] as const)('beats random search on %s, on average over 30 seeds', (_, target) => {
    const seeds = Array.from({ length: 30 }, (_each, seed) => seed);
    const tpe = seeds.map((seed) => bestOf('tpe', target, seed, 60));
    const random = seeds.map((seed) => bestOf('random', target, seed, 60));
    expect(mean(tpe)!).toBeLessThan(0.7 * mean(random)!);
    expect(seeds.filter((seed) => tpe[seed]! < random[seed]!).length).toBeGreaterThan(20);
  });

  it('keeps proposals that wait for their result apart', () => {
    const ended = drawnTrials(4, 40);
    const nearest = (pendingCounts: boolean): number => {
      const gaps: number[] = [];
      for (let seed = 0; seed < 20; seed++) {
        const pending: Settings[] = [];
        for (let i = 0; i < 8; i++) pending.push(samplers.tpe({ space, ended, pending: pendingCounts ? [...pending] : [] }, createRandom(deriveSeed(seed, i))));
        gaps.push(Math.min(...pending.flatMap((a, i) => pending.slice(i + 1).map((b) => Math.abs(Number(a['x']) - Number(b['x']))))));
      }
      return mean(gaps)!;
    };
    expect(nearest(true)).toBeGreaterThan(nearest(false));
  });
});

describe('the space of a model', () => {
  it.each(modelKinds)('of %s lies within what its settings allow, the standard settings inside', (model) => {
    const { space: dimensions, standard } = modelSpace(model);
    for (const dimension of dimensions) {
      const setting = algorithms[model].settings[dimension.name]!;
      const start = standard[dimension.name]!;
      expect(start).toBe(setting.standard);
      if (dimension.kind === 'choice') {
        expect(dimension.choices).toContain(start);
        expect('choices' in setting && dimension.choices.every((choice) => setting.choices.includes(choice))).toBe(true);
      } else {
        expect('lowest' in setting && dimension.from >= setting.lowest && dimension.to <= setting.highest && dimension.from < dimension.to, dimension.name).toBe(true);
        expect(Number(start) >= dimension.from && Number(start) <= dimension.to, dimension.name).toBe(true);
      }
    }
  });

  it('leaves out what was set by hand', () => {
    expect(modelSpace('random-forest').space.map(({ name }) => name)).toContain('featureShare');
    const { space: left, standard } = modelSpace('random-forest', { featureShare: 0.5 });
    expect(left.map(({ name }) => name)).not.toContain('featureShare');
    expect(standard).not.toHaveProperty('featureShare');
  });
});
