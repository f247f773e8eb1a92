/** Rules that look at one fact each: leaking columns, the checks of the data, the number of rows. */
import { subjectOf } from '@shared/messages/checks';
import { gateMessages as words } from '@shared/messages/gates';
import type { Judge } from '../gateFacts';

export const noLeak: Judge<'no-leak'> = (_rule, { run, experiment }) => {
  if (!run.usesLeak) return { state: 'pass', reason: words.noLeak };
  return { state: 'fail', reason: words.leak(experiment.leakage.filter(({ leak, excluded }) => leak && !excluded).map(({ column }) => column)) };
};

export const quality: Judge<'quality'> = ({ required }, { validation }) => {
  if (!validation) return { state: required ? 'fail' : 'skipped', reason: words.quality.unchecked };
  if (validation.success) return { state: 'pass', reason: words.quality.passed(validation.statistics.passed, validation.statistics.checks) };
  return { state: 'fail', reason: words.quality.failed(validation.results.filter(({ success, severity }) => !success && severity === 'critical').map((result) => `${subjectOf(result)} ${result.rule}`)) };
};

export const fewestRows: Judge<'fewest-rows'> = ({ rows }, { run }) => {
  const holds = run.rows >= rows;
  return { state: holds ? 'pass' : 'fail', reason: words.rows(holds, run.rows, rows) };
};
