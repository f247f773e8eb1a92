/** What a time series forecast comes from: the version, or the run, that made it, and the snapshot whose history it continues. */
import type { SeriesForecast } from '@shared/areas/series';
import { lineageMessages as words } from '@shared/messages/lineage';
import type { Describers } from '../kernel/lineage';

export interface SeriesForecastSources {
  findForecast(id: string): SeriesForecast;
  isVersion(runId: string): boolean;
  isNewest(snapshotId: string): boolean;
}

export function describeSeries({ findForecast, isVersion, isNewest }: SeriesForecastSources): Describers {
  return {
    seriesForecast: (id) => {
      const { createdAt, experimentId, runId, snapshotId, series, horizon } = findForecast(id);
      return {
        node: { label: words.labels.seriesForecast, title: words.forecast(createdAt), facts: words.seriesFacts(series, horizon), address: `#/forecast/series/${encodeURIComponent(experimentId)}?run=${encodeURIComponent(runId)}`, at: createdAt, marks: isNewest(snapshotId) ? [] : ['stale'] },
        origins: [{ kind: isVersion(runId) ? 'version' : 'run', id: runId, label: words.by.made }, { kind: 'snapshot', id: snapshotId, label: words.by.continues }],
      };
    },
  };
}
