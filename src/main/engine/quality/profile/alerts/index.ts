/** What stands out in a profile. Told from its figures and what is known of the columns now, so that a changed role changes what is told. */
import type { Column } from '@shared/areas/datasets';
import type { Profile } from '@shared/areas/quality';
import { columnAlerts } from './columnAlerts';
import { salesAlerts } from './salesAlerts';
import { tableAlerts } from './tableAlerts';

const order = { critical: 0, warning: 1, info: 2 };

export function profileAlerts(figures: Omit<Profile, 'alerts' | 'snapshotId'>, columns: readonly Column[]): Profile['alerts'] {
  const target = columns.find(({ role }) => role === 'target');
  const alerts = figures.columns.flatMap((profile) => {
    const column = columns.find(({ name }) => name === profile.name);
    return column ? [...columnAlerts(profile, column), ...salesAlerts(profile, column, target, figures.associations)] : [];
  });
  return [...alerts, ...tableAlerts(figures, columns)].sort((a, b) => order[a.severity] - order[b.severity]);
}
