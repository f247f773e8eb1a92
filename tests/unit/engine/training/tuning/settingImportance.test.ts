/** Which settings mattered, beside Optuna's fANOVA and on functions whose shares are known. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { settingImportance, type SearchSpace, type Settings } from '@engine/training/tuning';

interface Fixture {
  readonly version: string;
  readonly trials: readonly { readonly settings: Settings; readonly loss: number }[];
  readonly shares: Readonly<Record<string, number>>;
}

const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/tuning/importance.json'), 'utf8')) as Fixture;
const space: SearchSpace = [
  { kind: 'number', name: 'learningRate', from: 0.01, to: 0.3, log: true, whole: false },
  { kind: 'number', name: 'share', from: 0.2, to: 1, log: false, whole: false },
  { kind: 'number', name: 'leaves', from: 3, to: 64, log: true, whole: true },
  { kind: 'number', name: 'rows', from: 1, to: 30, log: false, whole: true },
];

describe('the importance of settings', () => {
  it(`gives the shares of Optuna ${fixture.version} within 0.04 where both measure on the plain scale`, () => {
    // Optuna's space is always the plain one, ours is the scale that is searched.
    const plain = space.map((dimension) => ({ ...dimension, log: false }));
    const shares = settingImportance(plain, fixture.trials.map(({ settings }) => settings), fixture.trials.map(({ loss }) => loss), 1)!;
    for (const { setting, share } of shares) expect(Math.abs(share - fixture.shares[setting]!), setting).toBeLessThan(0.04);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1);
  });

  it('comes near the shares that the formula of the trials has on the searched scale, largest first', () => {
    const shares = settingImportance(space, fixture.trials.map(({ settings }) => settings), fixture.trials.map(({ loss }) => loss), 1)!;
    // The variance of (log rate / 0.08) squared is 1.30, that of half of (log leaves / 12) squared 0.137, that of 1.5 (share - 0.6) squared 0.005.
    const total = 1.3 + 0.137 + 0.005;
    expect(shares.map(({ setting }) => setting).slice(0, 2)).toEqual(['learningRate', 'leaves']);
    expect(Math.abs(shares[0]!.share - 1.3 / total)).toBeLessThan(0.05);
    expect(Math.abs(shares[1]!.share - 0.137 / total)).toBeLessThan(0.06);
    expect(shares[3]!.share).toBeLessThan(0.02);
  });

  it('finds a choice that matters, and leaves what two settings do together to neither', () => {
    const choices: SearchSpace = [{ kind: 'choice', name: 'loss', choices: ['a', 'b', 'c'] }, { kind: 'number', name: 'x', from: 0, to: 1, log: false, whole: false }, { kind: 'number', name: 'y', from: 0, to: 1, log: false, whole: false }];
    const random = createRandom(2);
    const settings = Array.from({ length: 200 }, (): Settings => ({ loss: ['a', 'b', 'c'][random.integer(3)]!, x: random.next(), y: random.next() }));
    const byChoice = settingImportance(choices, settings, settings.map(({ loss }) => (loss === 'b' ? 0 : 1)), 1)!;
    expect(byChoice[0]).toMatchObject({ setting: 'loss' });
    expect(byChoice[0]!.share).toBeGreaterThan(0.95);
    const together = settingImportance(choices, settings, settings.map(({ x, y }) => (Number(x) > 0.5 === Number(y) > 0.5 ? 0 : 1)), 1)!;
    expect(together.reduce((sum, { share }) => sum + share, 0)).toBeLessThan(0.2);
  });

  it('is the same for the same seed, and says nothing from too few trials or where all came out the same', () => {
    const settings = fixture.trials.map((trial) => trial.settings);
    const losses = fixture.trials.map(({ loss }) => loss);
    expect(settingImportance(space, settings, losses, 5)).toEqual(settingImportance(space, settings, losses, 5));
    expect(settingImportance(space, settings.slice(0, 9), losses.slice(0, 9), 1)).toBeNull();
    expect(settingImportance(space, settings, losses.map(() => 2), 1)).toBeNull();
    expect(settingImportance(space, settings, losses.map((loss, i) => (i < 115 ? Infinity : loss)), 1)).toBeNull();
  });
});
