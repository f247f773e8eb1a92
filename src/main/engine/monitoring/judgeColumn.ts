/** One column's verdict: the method as chosen or by the default rule, its score, threshold and verdict. Pure. */
import { EngineError } from '@shared/contract/errors';
import type { DriftMethodName } from '@shared/areas/monitoring';
import { chooseMethod } from './chooseMethod';
import { methodNamed } from './methods';
import type { DriftSample } from './sample';

export interface ColumnVerdict {
  readonly method: DriftMethodName;
  readonly score: number;
  readonly threshold: number;
  readonly drifted: boolean;
}

export interface JudgeSettings {
  readonly method?: DriftMethodName | undefined;
  readonly threshold?: number | undefined;
}

/** Throws `invalid-input` with the reason where the column cannot be compared: empty, or against the method's needs. */
export function judgeColumn(sample: DriftSample, settings: JudgeSettings = {}): ColumnVerdict {
  const [before, now] = sample.type === 'text' ? [sample.reference.length, sample.current.length] : [sample.referenceRows, sample.currentRows];
  if (before === 0) throw new EngineError('invalid-input', 'The column is empty in the reference: there is nothing to compare with.');
  if (now === 0) throw new EngineError('invalid-input', 'The column is empty in the current data: there is nothing to compare.');
  const different = sample.type === 'text' ? 0 : sample.values.length;
  const method = methodNamed(settings.method ?? chooseMethod(sample.type, before, different));
  const threshold = settings.threshold ?? method.threshold;
  if (method.takes === 'texts') {
    if (sample.type !== 'text') throw new EngineError('invalid-input', `The method ${method.name} is for columns of text.`);
    return { method: method.name, threshold, ...method.judge(sample, threshold) };
  }
  if (sample.type === 'text') throw new EngineError('invalid-input', `The method ${method.name} is not for columns of text.`);
  return { method: method.name, threshold, ...method.judge(sample, threshold) };
}
