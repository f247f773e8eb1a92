/** A model has to earn its place: better than the best simple rule of its race, by more than chance. */
import { higherIsBetter } from '@shared/areas/tracking';
import { gateMessages as words } from '@shared/messages/gates';
import type { Judge } from '../gateFacts';
import { judgeInterval } from './judgeInterval';

export const baseline: Judge<'baseline'> = (_rule, { run, experiment, baseline: compared }) => {
  if (experiment.baseline === run.id) {
    // That a simple rule wins is an answer too, where nothing learned beats it.
    const wins = experiment.best === run.id;
    return { state: wins ? 'pass' : 'fail', reason: wins ? words.baseline.isBest : words.baseline.isBeaten };
  }
  if (!compared) return { state: 'insufficient', reason: words.baseline.none };
  const { interval } = compared.outcome;
  if (!interval) return { state: 'insufficient', reason: words.undefinedHere };
  const state = judgeInterval(interval, higherIsBetter.has(run.metric));
  return { state, reason: words.interval(state, words.baseline.name(compared.against.model), run.metric, interval, compared.level, compared.pairs.actual.length) };
};
