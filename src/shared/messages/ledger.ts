/** Entries of the ledger as sentences, the same on the command line, on screen and in reports. */
import type { Decision } from '../areas/registry';
import { runModelSchema } from '../areas/tracking';
import { modelWords } from './names';

/** "Gradient boosting v4", "run 7 (Ridge)" where it is no version. */
export function versionName({ version, runNumber, model }: Pick<Decision, 'version' | 'runNumber' | 'model'>): string {
  const kind = runModelSchema.safeParse(model);
  const name = kind.success ? modelWords[kind.data].name : model;
  return version === null ? `run ${runNumber} (${name})` : `${name} v${version}`;
}

/** What happened, without the reason. */
export function tellDecision(entry: Decision): string {
  const name = versionName(entry);
  const before = entry.previousVersion === null ? '' : ` in place of v${entry.previousVersion}`;
  switch (entry.kind) {
    case 'promoted':
      return `${entry.alias === 'champion' ? 'Promoted' : 'Set'} ${name}${entry.alias === 'champion' ? '' : ' as challenger'}${before}${entry.overridden ? ', although the gate did not pass it' : ''}${entry.alias === 'champion' && entry.gateId === null ? ', without asking the gate' : ''}.`;
    case 'rolled-back':
      return `Went back to ${name}${entry.alias === 'champion' ? '' : ' as challenger'}${before}.`;
    case 'cleared':
      return `${name} is no longer ${entry.alias}.`;
    case 'refused':
      return `Refused ${versionName({ ...entry, version: null })}.`;
  }
}

/** "by hand", "by the pipeline Monthly forecast". */
export function tellCause({ cause }: Pick<Decision, 'cause'>): string {
  return cause.by === 'hand' ? 'by hand' : `by the pipeline ${cause.name}`;
}
