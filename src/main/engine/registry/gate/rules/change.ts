/**
 * The change against the champion on the same rows, with the semantics of MLflow's MetricThreshold (mlflow 3.17.2,
 * models/evaluation/validation.py): both changes must hold; a champion at 0 has no relative change, so better by 1e-10 is
 * asked instead; a metric that either side lacks fails.
 */
import { gateMessages as words } from '@shared/messages/gates';
import type { Judge } from '../gateFacts';
import { scoreOf } from '../scoreOf';
import { withoutComparison } from './withoutComparison';

export const change: Judge<'change'> = ({ metric, minAbsoluteChange, minRelativeChange, greaterIsBetter }, facts) => {
  if (!facts.comparison) return withoutComparison(facts);
  const { outcome } = facts.comparison;
  const [value, base] = [scoreOf(outcome.candidate, metric), scoreOf(outcome.against, metric)];
  if (value === null) return { state: 'fail', reason: words.missingCandidate(metric) };
  if (base === null) return { state: 'fail', reason: words.missingChampion(metric) };
  const holds = meetsChange({ value, base, minAbsoluteChange, minRelativeChange, greaterIsBetter });
  return { state: holds ? 'pass' : 'fail', reason: words.change(holds, metric, value, base, minAbsoluteChange ?? null, minRelativeChange ?? null) };
};

export interface Change {
  readonly value: number;
  readonly base: number;
  readonly minAbsoluteChange: number | undefined;
  readonly minRelativeChange: number | undefined;
  readonly greaterIsBetter: boolean;
}

export function meetsChange({ value, base, minAbsoluteChange, minRelativeChange, greaterIsBetter }: Change): boolean {
  const isAtLeast = (by: number): boolean => (greaterIsBetter ? value >= base + by : value <= base - by);
  if (minAbsoluteChange !== undefined && !isAtLeast(minAbsoluteChange)) return false;
  if (minRelativeChange === undefined) return true;
  if (base === 0) return isAtLeast(1e-10);
  return (greaterIsBetter ? value - base : base - value) / base >= minRelativeChange;
}
