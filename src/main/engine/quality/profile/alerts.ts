/** What stands out in a profile. Limits follow ydata-profiling where it has one; what it lacks for sales data is ours. */
import type { Column } from '@shared/areas/datasets';
import type { Profile } from '@shared/areas/quality';
import { qualityMessages } from '@shared/messages/quality';
import type { ProfiledColumn } from './profileTable';

type Alert = Profile['alerts'][number];

const limits = {
  missingShare: 0.05,
  highMissingShare: 0.4,
  /** ydata-profiling: HIGH_CARDINALITY distinct > 50. */
  categories: 50,
  zeroShare: 0.5,
  /** ydata-profiling: SKEWED |skewness| > 20; sales are skewed by nature, so ours tells earlier but as a hint. */
  skewness: 5,
  imbalanceShare: 0.95,
  /** A target with so few different values is a ladder of steps. */
  steps: 25,
};

export function profileAlerts(profiles: readonly ProfiledColumn[], columns: readonly Column[], rows: number, duplicateRows: number): Alert[] {
  const alerts = profiles.flatMap((profile) => {
    const column = columns.find(({ name }) => name === profile.name);
    return column ? columnAlerts(profile, column) : [];
  });
  if (duplicateRows > 0) alerts.push({ code: 'duplicate-rows', column: null, severity: 'warning', message: qualityMessages.alerts.duplicateRows(duplicateRows, duplicateRows / rows) });
  const order = { critical: 0, warning: 1, info: 2 };
  return alerts.sort((a, b) => order[a.severity] - order[b.severity]);
}

function columnAlerts(profile: ProfiledColumn, column: Column): Alert[] {
  const words = qualityMessages.alerts;
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
  if (nullShare > limits.missingShare) say('missing', nullShare > limits.highMissingShare ? 'warning' : 'info', words.missing(nulls, nullShare));
  if (column.role === 'target' && distinct <= limits.steps && distinct > 2) say('stepped-target', 'info', words.stepped(distinct));
  if (column.type === 'category' && distinct > limits.categories) say('many-categories', 'info', words.manyCategories(distinct));
  if (profile.variants > 0) say('variants', 'warning', words.variants(profile.variants));
  if (column.role === 'id' && distinct < values) say('repeated-ids', 'warning', words.repeatedIds(values - distinct));
  const twoValued = distinct === 2;
  if (top && top.count / values >= limits.imbalanceShare && column.type !== 'text') say('imbalanced', 'info', words.imbalanced(top.value, top.count / values));
  else if (!twoValued && profile.zeros !== null && profile.zeros / values > limits.zeroShare) say('zeros', 'info', words.zeros(profile.zeros / values));
  if (!twoValued && profile.skewness !== null && Math.abs(profile.skewness) > limits.skewness) say('skewed', 'info', words.skewed(profile.skewness));
  return found;
}
