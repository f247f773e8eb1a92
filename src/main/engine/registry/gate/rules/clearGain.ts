/** The interval of the difference to the champion must lie on the better side of zero. */
import { higherIsBetter } from '@shared/areas/tracking';
import { gateMessages as words } from '@shared/messages/gates';
import type { Judge } from '../gateFacts';
import { judgeInterval } from './judgeInterval';
import { withoutComparison } from './withoutComparison';

export const clearGain: Judge<'clear-gain'> = ({ fewestPairs }, facts) => {
  const { comparison, run } = facts;
  if (!comparison) return withoutComparison(facts);
  const rows = comparison.pairs.actual.length;
  if (rows < fewestPairs) return { state: 'insufficient', reason: words.fewPairs(rows, fewestPairs, comparison.pairs.rowsLeftOut) };
  const { interval } = comparison.outcome;
  if (!interval) return { state: 'insufficient', reason: words.undefinedHere };
  const state = judgeInterval(interval, higherIsBetter.has(run.metric));
  return { state, reason: words.interval(state, words.champion(comparison.against.number), run.metric, interval, comparison.level, rows) };
};
