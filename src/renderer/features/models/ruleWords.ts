/** One rule in a sentence. Pure. */
import type { GateRule } from '@shared/areas/gates';
import { metricWords } from '@shared/messages/names';
import { formatCount, formatInteger, formatPercent } from '@renderer/ui/format';
import { formatMetric } from '@renderer/ui/formatMetric';

export function ruleSentence(rule: GateRule): string {
  switch (rule.rule) {
    case 'no-leak':
      return 'It uses no column that gives the answer away.';
    case 'quality':
      return rule.required ? 'Its data was checked, and no critical check fails.' : 'No critical check of its data fails.';
    case 'fewest-rows':
      return `It learned from at least ${formatCount(rule.rows, 'row')}.`;
    case 'baseline':
      return `It beats the best simple rule of its race, ${formatPercent(rule.level, 0)} interval on the same rows.`;
    case 'clear-gain':
      return `It is better than the champion on the same rows, ${formatPercent(rule.level, 0)} interval from ${formatInteger(rule.resamples)} resamples of at least ${formatCount(rule.fewestPairs, 'row')}.`;
    case 'bound':
      return `${metricWords[rule.metric].name} at ${rule.greaterIsBetter ? 'least' : 'most'} ${formatMetric(rule.metric, rule.threshold)}.`;
    case 'change': {
      const parts = [rule.minAbsoluteChange === undefined ? null : `at least ${formatMetric(rule.metric, rule.minAbsoluteChange)}`, rule.minRelativeChange === undefined ? null : `at least ${formatPercent(rule.minRelativeChange)}`];
      return `${metricWords[rule.metric].name} ${parts.filter((part) => part !== null).join(' and ')} better than the champion's.`;
    }
    case 'slice':
      return `By ${rule.column}, ${metricWords[rule.metric].name} gets nowhere worse by more than ${formatPercent(rule.mostWorse, 0)}; parts under ${formatCount(rule.smallestSlice, 'row')} are not judged.`;
  }
}
