/** Leak radar: how much of the target each column tells on its own, on held-out rows, and whether that is too good to be known in time. */
import { EngineError } from '@shared/contract/errors';
import type { KnownWhen } from '@shared/areas/common';
import { deriveSeed } from '@engine/math';
import { gradientBoostingModel } from './models/gradientBoosting';
import { standardParameters } from './models/parameters';
import { findColumn, gatherTable, numbersOf } from './table';
import { toModelSpace } from './targetSpace';
import type { TargetTransform, TrainingTable } from './types';

export interface LeakRadarRequest {
  readonly table: TrainingTable;
  readonly target: string;
  readonly transform: TargetTransform;
  /** Columns to look at, with the time their values are known; the target is left out. */
  readonly columns: readonly { readonly name: string; readonly knownWhen: KnownWhen }[];
  /** Held-out folds of one repeat, as `planFolds` gives them; the first few are used. */
  readonly folds: readonly { readonly train: Int32Array; readonly test: Int32Array }[];
  readonly seed: number;
}

export interface LeakFinding {
  readonly column: string;
  readonly knownWhen: KnownWhen;
  /** R2 of the target in the model's space, over all held-out rows looked at; 0 where the column does not help. */
  readonly score: number;
  readonly leak: boolean;
  readonly reason: string;
}

const leakFrom = 0.2;
const suspiciousFrom = 0.8;
const foldsUsed = 3;
/** Enough to see a strong relation, with rows and trees kept few. */
const mostTrainingRows = 5000;
const mostHeldOutRows = 2000;
const smallTrees = { ...standardParameters(gradientBoostingModel), trees: 40, learningRate: 0.15, leaves: 6, featureShare: 1, rowShare: 1 };

/** One finding per column, most telling first. */
export async function leakRadar(request: LeakRadarRequest, report: (fraction: number, column: string) => void = () => undefined): Promise<LeakFinding[]> {
  const columns = request.columns.filter(({ name }) => name !== request.target);
  if (request.folds.length === 0) throw new EngineError('internal', 'The leak radar needs at least one fold.');
  const findings: LeakFinding[] = [];
  for (const { name, knownWhen } of columns) {
    const score = await scoreAlone(request, name);
    findings.push({ column: name, knownWhen, score, ...judge(name, knownWhen, score) });
    report(findings.length / columns.length, name);
  }
  return findings.sort((a, b) => b.score - a.score);
}

async function scoreAlone({ table, target, transform, folds, seed }: LeakRadarRequest, column: string): Promise<number> {
  const values = (rows: Int32Array): Float64Array => numbersOf(findColumn(table, target), rows).map((value) => toModelSpace(value, transform));
  const actual: number[] = [];
  const predicted: number[] = [];
  for (const fold of folds.slice(0, foldsUsed)) {
    const rows = thin(fold.train, mostTrainingRows);
    const heldOut = thin(fold.test, mostHeldOutRows);
    const alone = gatherTable(table, [column], rows.length, () => rows);
    const fitted = await gradientBoostingModel.fit({
      transform,
      table: alone,
      rows: Int32Array.from({ length: rows.length }, (_, i) => i),
      target: values(rows),
      features: [column],
      groupBy: null,
      groups: null,
      steps: null,
      monotone: {},
      parameters: smallTrees,
      seed: deriveSeed(seed, 'leak-radar', column),
      watch: null,
      report: () => undefined,
    });
    actual.push(...values(heldOut));
    predicted.push(...gradientBoostingModel.restore(fitted.body).predict(table, heldOut));
  }
  return Math.max(0, explainedShare(actual, predicted));
}

/** Every n-th row, so that order in the file does not choose. */
function thin(rows: Int32Array, most: number): Int32Array {
  const step = Math.ceil(rows.length / most);
  return step <= 1 ? rows : rows.filter((_, i) => i % step === 0);
}

function explainedShare(actual: readonly number[], predicted: readonly number[]): number {
  const centre = actual.reduce((total, value) => total + value, 0) / actual.length;
  let error = 0;
  let spread = 0;
  actual.forEach((value, i) => {
    error += (value - predicted[i]!) ** 2;
    spread += (value - centre) ** 2;
  });
  return spread === 0 ? 0 : 1 - error / spread;
}

function judge(name: string, knownWhen: KnownWhen, score: number): Pick<LeakFinding, 'leak' | 'reason'> {
  const share = score.toFixed(2);
  if (knownWhen === 'after-sale' && score >= leakFrom) {
    return { leak: true, reason: `${name} is known only after sales and alone explains ${share} of the target (R2). A forecast before sales cannot have it.` };
  }
  if (knownWhen !== 'before-launch' && score >= suspiciousFrom) {
    return { leak: true, reason: `${name} alone explains ${share} of the target (R2) and is not known before launch. It may be the target in disguise.` };
  }
  if (score >= suspiciousFrom) return { leak: false, reason: `${name} alone explains ${share} of the target (R2). Check that it is really known before launch.` };
  if (knownWhen === 'after-sale') return { leak: false, reason: `${name} is known only after sales, and alone explains little of the target (R2 ${share}).` };
  return { leak: false, reason: `${name} alone explains ${share} of the target (R2).` };
}
