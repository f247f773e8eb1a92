/** Compute tasks of monitoring: one column's verdict with its summary, and one column by every method. Pure. */
import type { ColumnDrift, DriftMethodName, MethodComparison } from '@shared/areas/monitoring';
import { EngineError } from '@shared/contract/errors';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import { judgeColumn, type ColumnVerdict, type JudgeSettings } from '../judgeColumn';
import { chooseMethod } from '../chooseMethod';
import { assertApplicable, methodNamed, methodsFor } from '../methods';
import type { DriftSample } from '../sample';
import { tellTextsApart } from '../text/domainClassifier';
import { describeSide, drawBins, effectSizeOf, findUnseen, foldSpellings } from './describeSample';

export interface ExamineTask {
  readonly sample: DriftSample;
  readonly missing: { readonly reference: number; readonly current: number };
  readonly settings: JudgeSettings;
}

export type Examined = Pick<ColumnDrift, 'type' | 'method' | 'measure' | 'score' | 'threshold' | 'drifted' | 'reason' | 'effectSize' | 'reference' | 'current' | 'bins' | 'unseen' | 'folded' | 'words'>;

export function examineTask({ sample, missing, settings }: ExamineTask): Examined {
  const { verdict, reason } = tryJudging(sample, settings);
  const base = {
    type: verdict === null ? null : sample.type,
    method: verdict?.method ?? null,
    measure: verdict === null ? null : methodNamed(verdict.method).measure,
    score: verdict?.score ?? null,
    threshold: verdict?.threshold ?? null,
    drifted: verdict?.drifted ?? false,
    reason,
  };
  if (sample.type === 'text') {
    const side = (texts: readonly string[], gone: number): NonNullable<Examined['reference']> => ({ rows: texts.length, missing: gone, distinct: new Set(texts).size, mean: null, median: null });
    const found = verdict?.drifted === true ? tellTextsApart(sample) : null;
    return { ...base, effectSize: null, reference: side(sample.reference, missing.reference), current: side(sample.current, missing.current), bins: [], unseen: null, folded: null, words: found && { reference: [...found.referenceWords], current: [...found.currentWords] } };
  }
  const both = sample.referenceRows > 0 && sample.currentRows > 0;
  const folded = verdict === null ? null : foldSpellings(sample);
  const again = folded && tryJudging(folded, { method: verdict?.method, threshold: verdict?.threshold }).verdict;
  return {
    ...base,
    effectSize: both ? effectSizeOf(sample) : null,
    reference: describeSide(sample, 'reference', missing.reference),
    current: describeSide(sample, 'current', missing.current),
    bins: sample.values.length === 0 ? [] : drawBins(sample),
    unseen: both ? findUnseen(sample) : null,
    folded: again && { score: again.score, drifted: again.drifted },
    words: null,
  };
}

function tryJudging(sample: DriftSample, settings: JudgeSettings): { readonly verdict: ColumnVerdict | null; readonly reason: string | null } {
  try {
    // A test of the default table may be of another type (chisquare for few numbers); a chosen one must fit.
    if (settings.method !== undefined) assertApplicable(methodNamed(settings.method), sample.type);
    return { verdict: judgeColumn(sample, settings), reason: null };
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-input') return { verdict: null, reason: error.message };
    throw error;
  }
}

export interface CompareMethodsTask {
  readonly sample: DriftSample;
}

/** Methods whose time grows with the square of the rows, or with a thousand permutations. */
const slow: ReadonlySet<DriftMethodName> = new Set(['TVD', 'empirical_mmd']);
const mostRowsForSlow = 5000;

export function compareMethodsTask({ sample }: CompareMethodsTask): MethodComparison[] {
  const [rows, rowsNow, different] = sample.type === 'text' ? [sample.reference.length, sample.current.length, 0] : [sample.referenceRows, sample.currentRows, sample.values.length];
  const usual = chooseMethod(sample.type, rows, different);
  const fitting = methodsFor(sample.type).map(({ name }) => name);
  return [...new Set([usual, ...fitting])].map((name) => {
    const { threshold, measure } = methodNamed(name);
    const base = { method: name, measure, threshold, isDefault: name === usual };
    if (slow.has(name) && rows + rowsNow > mostRowsForSlow) return { ...base, score: null, drifted: null, reason: words.reasons.slowMethod(mostRowsForSlow) };
    try {
      const verdict = judgeColumn(sample, { method: name });
      return { ...base, score: verdict.score, drifted: verdict.drifted, reason: null };
    } catch (error) {
      if (error instanceof EngineError && error.code === 'invalid-input') return { ...base, score: null, drifted: null, reason: error.message };
      throw error;
    }
  });
}
