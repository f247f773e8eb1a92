/** No part of the data may get clearly worse than under the champion; small parts are not judged. */
import { metricLoss } from '../../../training';
import { gateMessages as words } from '@shared/messages/gates';
import type { Judge } from '../gateFacts';
import { withoutComparison } from './withoutComparison';

export const slice: Judge<'slice'> = ({ column, metric, mostWorse, smallestSlice }, facts) => {
  const { comparison, experiment } = facts;
  if (!comparison) return withoutComparison(facts);
  const found = comparison.outcome.slices.find((each) => each.column === column && each.metric === metric);
  if (!found) return { state: 'fail', reason: words.slices.noColumn(column) };
  const judged = found.values.filter(({ rows }) => rows >= smallestSlice);
  const small = found.values.filter(({ rows }) => rows > 0 && rows < smallestSlice).length;
  const worse = judged.flatMap(({ label, rows, candidate, against }) => {
    if (candidate === null || against === null) return [];
    const [own, other] = [candidate, against].map((value) => metricLoss(metric, value, experiment.request.level));
    const rise = (own ?? 0) - (other ?? 0);
    // A champion at 0 cannot be worsened by a share, so every loss beyond rounding counts.
    const isWorse = other === 0 ? rise > 1e-10 : rise > mostWorse * Math.abs(other ?? 0);
    return isWorse ? [{ label, rows, candidate, against }] : [];
  });
  if (worse.length > 0) return { state: 'fail', reason: words.slices.worse(column, metric, mostWorse, worse) };
  if (judged.length === 0) return { state: 'insufficient', reason: words.slices.allSmall(column, smallestSlice) };
  return { state: 'pass', reason: words.slices.holds(column, metric, judged.length, small, mostWorse) };
};
