/** What a drift method is: a name, the types of column it takes, its threshold, and how it scores two samples. */
import { EngineError } from '@shared/contract/errors';
import type { DriftMethodName, DriftType } from '@shared/areas/monitoring';
import type { CountedSample, TextSample } from '../sample';

/** p-value: small means drift. distance: large means drift. */
export type Measure = 'p-value' | 'distance';

export interface Judgement {
  readonly score: number;
  readonly drifted: boolean;
}

interface MethodBase {
  readonly name: DriftMethodName;
  /** Types of column it may be chosen for. */
  readonly types: readonly DriftType[];
  readonly threshold: number;
  readonly measure: Measure;
}

export interface CountedMethod extends MethodBase {
  readonly takes: 'counts';
  /** True where the rows' own order is needed, not only counts. */
  readonly needsRows?: true;
  /** Throws `invalid-input` where the samples do not allow the test. */
  judge(sample: CountedSample, threshold: number): Judgement;
}

export interface TextMethod extends MethodBase {
  readonly takes: 'texts';
  judge(sample: TextSample, threshold: number): Judgement;
}

export type DriftMethod = CountedMethod | TextMethod;

/** The rule by which a score means drift; each method has the one its peer has. */
export type DriftRule = '>=' | '>' | '<=' | '<';

const rules: Readonly<Record<DriftRule, (score: number, threshold: number) => boolean>> = {
  '>=': (score, threshold) => score >= threshold,
  '>': (score, threshold) => score > threshold,
  '<=': (score, threshold) => score <= threshold,
  '<': (score, threshold) => score < threshold,
};

/** A method over counts with a plain rule. */
export function countedMethod(method: MethodBase & { readonly rule: DriftRule; readonly needsRows?: true; score(sample: CountedSample): number }): CountedMethod {
  const { rule, score, ...rest } = method;
  return {
    ...rest,
    takes: 'counts',
    judge(sample, threshold) {
      const found = score(sample);
      if (Number.isNaN(found)) throw undefinedScore();
      return { score: found, drifted: rules[rule](found, threshold) };
    },
  };
}

export function undefinedScore(): EngineError {
  return new EngineError('invalid-input', 'The score is not defined: neither sample varies. Use another method for this column.');
}
