/** What follows from what a checkpoint found. Pure. */
import type { Checkpoint, CheckpointAction, CheckpointRun, Finding, VersionStanding } from '@shared/areas/checkpoints';
import type { CheckResult } from '@shared/areas/quality';
import type { Anomaly } from '@shared/areas/qualityHistory';
import { severities } from '@shared/areas/qualitySchema';
import { checkpointMessages as words } from '@shared/messages/checkpoints';
import { subjectOf } from '@shared/messages/checks';
import { checkKey } from '../qualityStore';

/** The worst first. */
export function findingsOf(results: readonly CheckResult[], anomalies: readonly Anomaly[]): Finding[] {
  const failing = results.filter(({ success }) => !success).sort((a, b) => b.failures - a.failures);
  return [
    ...failing.map((result): Finding => ({ key: `check ${checkKey(result.definition)}`, severity: result.severity, message: result.error ? words.notRun(result.error.message) : words.finding(subjectOf(result), result.rule, result.failures, result.observed), rows: result.error ? 0 : result.failures })),
    ...anomalies.map(({ key, message }): Finding => ({ key: `anomaly ${key}`, severity: 'warning', message, rows: 0 })),
  ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

export function verdictOf(actions: Checkpoint['actions'], findings: readonly Finding[]): CheckpointRun['verdict'] {
  if (findings.length === 0) return 'passed';
  if (findings.some((finding) => isBlocking(actions, finding))) return 'blocked';
  return asking(actions, findings, 'warn').length > 0 ? 'warned' : 'noted';
}

/** Rows that are to be set aside are not to be used either. */
function isBlocking(actions: Checkpoint['actions'], { severity, rows }: Finding): boolean {
  return actions[severity].includes('block') || (rows > 0 && actions[severity].includes('quarantine'));
}

/** Those whose severity asks for the action. */
export function asking(actions: Checkpoint['actions'], findings: readonly Finding[], action: CheckpointAction): readonly Finding[] {
  return findings.filter(({ severity }) => actions[severity].includes(action));
}

/** What blocks a version: an override covers the findings it named and no others. `actionsOf` gives null for a checkpoint that was removed. */
export function blockingOf(runs: readonly CheckpointRun[], overrides: VersionStanding['overrides'], actionsOf: (checkpointId: string) => Checkpoint['actions'] | null): VersionStanding['blocking'] {
  const covered = new Set(overrides.flatMap(({ findings }) => findings));
  return runs
    .filter(({ verdict }) => verdict === 'blocked')
    .flatMap(({ checkpoint, checkpointId, findings }) => {
      const actions = actionsOf(checkpointId);
      return actions === null ? [] : findings.filter((finding) => isBlocking(actions, finding) && !covered.has(finding.key)).map((finding) => ({ ...finding, checkpoint }));
    });
}
