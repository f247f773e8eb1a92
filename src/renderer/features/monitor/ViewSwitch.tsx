/** Columns, performance, alerts: the three views of the room, with the alerts that fire. */
import { navigate } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Segmented } from '@renderer/ui';
import { placeAddress, type MonitorPlace } from './addresses';
import { monitorMessages as words } from './messages';

export function ViewSwitch({ place }: { readonly place: MonitorPlace }) {
  const alerts = useQuery('monitoring.alerts', {});
  const firing = alerts.data?.alerts.filter(({ state, muted }) => state === 'firing' && !muted).length ?? 0;
  return (
    <Segmented
      label={words.views.label}
      value={place.view}
      onChange={(view) => navigate(placeAddress({ ...place, view }))}
      options={[
        { value: 'columns', label: words.views.columns },
        { value: 'performance', label: words.views.performance },
        { value: 'alerts', label: words.views.alerts, ...(firing > 0 ? { count: firing } : {}) },
      ]}
    />
  );
}
