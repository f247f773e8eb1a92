/** What a search says in sentences: titles of its pictures, and whether its gain is real. Pure. */
import { higherIsBetter } from '@shared/areas/tracking';
import type { TunedModel, Tuning } from '@shared/areas/tuning';
import { metricWords, modelWords } from '@shared/messages/names';
import { bestSoFar } from '@renderer/charts/tuningFigure';
import { formatCount, formatDuration, formatNumber, formatSigned } from '@renderer/ui/format';
import { tuningMessages as words } from './tuningMessages';
import { trialMarks, trialRows } from './tuningRows';

/** Title of the chart: what the search has come to. */
export function searchFinding(tuning: Tuning): string {
  const rows = trialRows(tuning);
  const name = metricWords[tuning.metric].name;
  const steps = bestSoFar(trialMarks(rows), higherIsBetter.has(tuning.metric));
  const best = steps.at(-1);
  if (!best) return words.nothingYet;
  const standard = rows.find(({ kind }) => kind === 'standard');
  const gained = standard?.score != null && best.best !== standard.score;
  if (tuning.models.length > 1 || new Set(rows.map(({ model }) => model)).size > 1) return `Best ${name} so far ${formatNumber(best.best, 3)}`;
  return gained ? `Best ${name} ${formatNumber(best.best, 3)}, standard settings ${formatNumber(standard.score, 3)}` : `Nothing beats the standard settings, ${name} ${formatNumber(best.best, 3)}`;
}

export function budgetLine({ minutes, trialsWanted, trials, spentMs, sampler }: Tuning): string {
  const budget = [minutes === null ? null : `${formatNumber(minutes)} min`, trialsWanted === null ? null : formatCount(trialsWanted, 'trial')].filter((part) => part !== null).join(' or ');
  return `${formatCount(trials.length, 'trial')} in ${formatDuration(spentMs)} of ${budget}, ${words.samplers[sampler]}`;
}

/** How the number on the inner folds came to be, and how much choosing flatters it. */
export function flatteryLine({ score, scoreByOtherFolds }: TunedModel): string {
  if (score === null) return words.noChoice;
  if (scoreByOtherFolds === null) return `${formatNumber(score, 3)} on the fold it was chosen by.`;
  return `${formatNumber(score, 3)} on the folds it was chosen by, ${formatNumber(scoreByOtherFolds, 3)} where no fold chooses for itself.`;
}

export function gainTitle({ model, chosen, gain }: TunedModel): string {
  const name = modelWords[model].name;
  if (chosen === null) return `${name}: the budget ended too early`;
  if (gain === null) return `${name}: the standard settings stay`;
  return { better: `${name}: the chosen settings are better`, worse: `${name}: the chosen settings are worse`, 'no-clear-gain': `${name}: no clear gain` }[gain.verdict];
}

export function gainSentence({ chosen, gain }: TunedModel, { metric, unseenFold, state }: Tuning): string {
  if (chosen === null) return words.tooEarly;
  if (gain === null) return state === 'finished' ? words.standardStay : words.notMeasured;
  const name = metricWords[metric].name;
  const over = gain.lower === null || gain.upper === null ? '' : ` (95 % interval ${formatSigned(gain.lower)} to ${formatSigned(gain.upper)})`;
  const first = `${name} ${formatNumber(gain.chosenScore, 3)} instead of ${formatNumber(gain.standardScore, 3)}: a gain of ${formatSigned(gain.gain)}${over} over the folds of the race, ${formatSigned(gain.unseen)} on fold ${unseenFold}, whose rows the search never saw.`;
  return `${first} ${words.verdicts[gain.verdict]}`;
}
