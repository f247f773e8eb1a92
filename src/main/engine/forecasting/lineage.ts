/** What a forecast comes from: the version, or the run, that made it, and the snapshot it scored. */
import type { Forecast } from '@shared/areas/forecasting';
import { lineageMessages as words } from '@shared/messages/lineage';
import type { Describers } from '../kernel/lineage';

export function describeForecasting(findForecast: (id: string) => Forecast, isVersion: (runId: string) => boolean): Describers {
  return {
    forecast: (id) => {
      const { createdAt, rows, total, runId, snapshotId } = findForecast(id);
      const day = new Date(createdAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
      return {
        node: { label: words.labels.forecast, title: words.forecast(day), facts: words.forecastFacts(rows, total), address: `#/forecast/batch/${encodeURIComponent(id)}` },
        origins: [{ kind: isVersion(runId) ? 'version' : 'run', id: runId, label: words.by.made }, { kind: 'snapshot', id: snapshotId, label: words.by.scored }],
      };
    },
  };
}
