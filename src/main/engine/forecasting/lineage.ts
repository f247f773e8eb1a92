/** What a forecast comes from: the version, or the run, that made it, and the snapshot it scored. */
import type { Forecast } from '@shared/areas/forecasting';
import { lineageMessages as words } from '@shared/messages/lineage';
import type { Describers } from '../kernel/lineage';

export interface ForecastSources {
  findForecast(id: string): Forecast;
  isVersion(runId: string): boolean;
  isNewest(snapshotId: string): boolean;
}

export function describeForecasting({ findForecast, isVersion, isNewest }: ForecastSources): Describers {
  return {
    forecast: (id) => {
      const { createdAt, rows, total, runId, snapshotId } = findForecast(id);
      return {
        node: { label: words.labels.forecast, title: words.forecast(createdAt), facts: words.forecastFacts(rows, total), address: `#/forecast/batch/${encodeURIComponent(id)}`, at: createdAt, marks: isNewest(snapshotId) ? [] : ['stale'] },
        origins: [{ kind: isVersion(runId) ? 'version' : 'run', id: runId, label: words.by.made }, { kind: 'snapshot', id: snapshotId, label: words.by.scored }],
      };
    },
  };
}
