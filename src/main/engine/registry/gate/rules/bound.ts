/** The run's own score against a fixed bound. A metric that was not measured fails. */
import { gateMessages as words } from '@shared/messages/gates';
import type { Judge } from '../gateFacts';

export const bound: Judge<'bound'> = ({ metric, threshold, greaterIsBetter }, { run }) => {
  const value = run.metrics[metric]?.mean ?? null;
  if (value === null) return { state: 'fail', reason: words.missingCandidate(metric) };
  const holds = greaterIsBetter ? value >= threshold : value <= threshold;
  return { state: holds ? 'pass' : 'fail', reason: words.bound(holds, metric, value, threshold, greaterIsBetter) };
};
