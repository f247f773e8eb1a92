/** What stands out in the figures of one column, by the limits of ydata-profiling. */
import type { Column } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { qualityMessages } from '@shared/messages/quality';
import { salesLimits, ydataLimits } from './limits';

type Alert = Profile['alerts'][number];

const words = qualityMessages.alerts;

export function columnAlerts(profile: ColumnProfile, column: Column): Alert[] {
  const { name, rows, nulls, distinct } = profile;
  const found: Alert[] = [];
  const say = (code: string, severity: Alert['severity'], message: string): void => void found.push({ code, column: name, severity, message });
  const values = rows - nulls;
  const nullShare = rows === 0 ? 0 : nulls / rows;
  const top = profile.topValues[0];
  if (values === 0) {
    say('empty', 'warning', words.empty);
    return found;
  }
  if (distinct === 1 && top) {
    if (nulls === 0) say('constant', 'info', words.constant(top.value));
    else say('one-value', 'info', words.oneValue(top.value, nullShare));
    return found;
  }
  if (nullShare > ydataLimits.missingShare) say('missing', nullShare > salesLimits.manyMissing ? 'warning' : 'info', words.missing(nulls, nullShare));
  if (profile.variants > 0) say('variants', 'warning', words.variants(profile.variants));
  if (column.type === 'category' && distinct > ydataLimits.distinct) say('many-categories', 'info', words.manyCategories(distinct));
  if (profile.imbalance !== null && profile.imbalance > ydataLimits.imbalance && top) say('imbalanced', 'info', words.imbalanced(top.value, top.count / values));
  if (distinct > 2 && profile.zeros !== null && profile.zeros / values > ydataLimits.zeroShare) say('zeros', 'info', words.zeros(profile.zeros / values));
  if (profile.infinite !== null && profile.infinite / rows > ydataLimits.infiniteShare) say('infinite', 'warning', words.infinite(profile.infinite, profile.infinite / rows));
  if (distinct > 2 && profile.skewness !== null && Math.abs(profile.skewness) > salesLimits.skewness) say('skewed', Math.abs(profile.skewness) > ydataLimits.skewness ? 'warning' : 'info', words.skewed(profile.skewness));
  if (profile.uniformity !== null && profile.uniformity > ydataLimits.uniformity && distinct < values) say('uniform', 'info', words.uniform);
  if (profile.lengths && profile.lengths.min === profile.lengths.max && distinct === values && values > salesLimits.fewestRows) say('constant-length', 'info', words.constantLength(profile.lengths.min));
  return found;
}
