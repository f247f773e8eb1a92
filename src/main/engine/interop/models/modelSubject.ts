/** Formats of models take one finished run. */
import type { ExportSubject } from '@shared/areas/interop';
import { isModelKind, type Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { modelWords } from '@shared/messages/names';
import { isOfTrees } from '../../training';
import { isData } from '../exporter';

export function refuseModel(format: string, subject: ExportSubject, run: Run | null): string | null {
  if (isData(subject)) return interopMessages.refused.notARun(format);
  if (!('runId' in subject)) return interopMessages.refused.oneRun(format);
  return run && run.state !== 'finished' ? interopMessages.refused.noModel(run.number, run.state) : null;
}

/** Formats that hold sums of trees only. */
export function refuseTrees(format: string, subject: ExportSubject, run: Run | null): string | null {
  const takes = run === null || (isModelKind(run.model) && isOfTrees(run.model));
  if (!takes) return refuseModel(format, subject, run) ?? interopMessages.refused.treesOnly(format, modelWords[run.model].name);
  return refuseModel(format, subject, run) ?? (run?.parameters['answer'] === 'median' ? interopMessages.refused.medianForest(format) : null);
}

/** Throws `invalid-input` where the subject is no run. */
export function runIdOf(format: string, subject: ExportSubject): string {
  if ('runId' in subject) return subject.runId;
  throw new EngineError('invalid-input', refuseModel(format, subject, null) ?? '');
}
