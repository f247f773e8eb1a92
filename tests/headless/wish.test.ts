/** The first real task: the Wish summer file, one row per product, folds grouped by merchant. Scores are recomputed from the held-out file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { testWith, wishPath } from '../helpers/sharedData';
import { temporaryFolder } from '../helpers/temporary';

const ratings = ['rating', 'rating_count', ...['five', 'four', 'three', 'two', 'one'].map((stars) => `rating_${stars}_count`)];

interface Trained {
  readonly best: string;
  readonly baseline: string;
  readonly runs: { id: string; model: string; state: string; metrics: Record<string, { mean: number; folds: number[] }> }[];
}

interface HeldOut {
  readonly fold: string;
  readonly actual: number;
  readonly predicted: number;
}

/** Rows of --oof by model. */
function readHeldOut(path: string): Map<string, HeldOut[]> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  expect(header).toBe('row,repeat,fold,model,actual,predicted,lower,upper');
  const byModel = new Map<string, HeldOut[]>();
  for (const line of lines) {
    const [, repeat, fold, model = '', actual, predicted] = line.split(',');
    const rows = byModel.get(model) ?? [];
    rows.push({ fold: `${repeat}/${fold}`, actual: Number(actual), predicted: Number(predicted) });
    byModel.set(model, rows);
  }
  return byModel;
}

/** Mean over folds of a score, written here once more and apart from the product's own. */
function meanOverFolds(rows: readonly HeldOut[], score: (fold: readonly HeldOut[]) => number): number {
  const folds = Map.groupBy(rows, ({ fold }) => fold);
  return [...folds.values()].reduce((sum, fold) => sum + score(fold), 0) / folds.size;
}

const rmsle = (fold: readonly HeldOut[]): number => Math.sqrt(fold.reduce((sum, { actual, predicted }) => sum + (Math.log1p(Math.max(0, predicted)) - Math.log1p(actual)) ** 2, 0) / fold.length);
const mae = (fold: readonly HeldOut[]): number => fold.reduce((sum, { actual, predicted }) => sum + Math.abs(actual - predicted), 0) / fold.length;

function ranks(values: readonly number[]): number[] {
  return values.map((value) => values.filter((other) => other < value).length + (values.filter((other) => other === value).length + 1) / 2);
}

function spearman(fold: readonly HeldOut[]): number {
  const [a, b] = [ranks(fold.map(({ actual }) => actual)), ranks(fold.map(({ predicted }) => predicted))];
  const middle = (fold.length + 1) / 2;
  const product = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, value, i) => sum + (value - middle) * ((y[i] ?? 0) - middle), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

testWith(wishPath)(
  'one honest run and one with the leak reach the known scores, and both stand beside their baseline',
  async () => {
    const dir = temporaryFolder();
    const train = async (name: string, exclude: readonly string[]) => {
      const oof = join(dir, `${name}.csv`);
      const outcome = await runCli(['train', wishPath, '--target', 'units_sold', '--one-row-per', 'product_id', '--group-by', 'merchant_id', '--folds', '5', '--oof', oof, '--json', ...exclude.flatMap((column) => ['--exclude', column])], dir);
      expect(outcome.stderr + outcome.stdout.slice(0, 500)).not.toContain('"error"');
      const trained = outcome.json() as Trained;
      const heldOut = readHeldOut(oof);
      for (const run of trained.runs) {
        const rows = heldOut.get(run.model) ?? [];
        expect([run.model, rows.length]).toEqual([run.model, 1341]);
        expect(meanOverFolds(rows, rmsle)).toBeCloseTo(run.metrics['rmsle']?.mean ?? 0, 9);
        expect(meanOverFolds(rows, mae)).toBeCloseTo(run.metrics['mae']?.mean ?? 0, 6);
      }
      return { trained, heldOut };
    };

    const honest = await train('honest', ratings);
    const leaking = await train('leaking', []);
    const reaches = ({ trained, heldOut }: Awaited<ReturnType<typeof train>>, isGood: (rows: readonly HeldOut[]) => boolean) => trained.runs.filter(({ model }) => isGood(heldOut.get(model) ?? [])).map(({ model }) => model);
    expect(reaches(honest, (rows) => meanOverFolds(rows, rmsle) <= 1.82 && meanOverFolds(rows, spearman) >= 0.54)).not.toEqual([]);
    expect(reaches(leaking, (rows) => meanOverFolds(rows, rmsle) <= 0.71 && meanOverFolds(rows, mae) <= 1780)).not.toEqual([]);

    const compared = (await runCli(['compare', honest.trained.best, leaking.trained.best, '--json'], dir)).json() as { baselines: ({ model: string } | null)[]; pairs: { verdict: string }[]; runs: { usesLeak: boolean }[] };
    expect(compared.baselines.every((baseline) => baseline !== null && ['mean', 'median', 'group-median'].includes(baseline.model))).toBe(true);
    expect(compared.runs.map(({ usesLeak }) => usesLeak)).toEqual([false, true]);
    expect(compared.pairs[0]?.verdict).toBe('not-comparable');
  },
  600_000,
);
