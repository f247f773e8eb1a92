/** Series of a dataset's quality with their bands, and what lies outside them in words. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Anomaly, AnomalyRule, Statistic, StatisticPoint, Statistics } from '@shared/areas/qualityHistory';
import { qualityHistoryMessages } from '@shared/messages/qualityHistory';
import type { Datasets } from '@engine/datasets';
import type { Db } from '../../storage/database';
import { lastResults } from '../qualityStore';
import { gatherStatistics, type Series, type VersionFigures } from './gatherStatistics';
import { assertRule, judgeSeries } from './judgeSeries';

/** Older versions are left out. */
const mostVersions = 400;

/** Throws `not-found`, `cancelled`, `invalid-input` where the method lacks its limits. */
export async function readStatistics(db: Db, datasets: Pick<Datasets, 'storedVersions' | 'assertDataset'>, datasetId: string, rule: AnomalyRule, signal: AbortSignal): Promise<Statistics> {
  datasets.assertDataset(datasetId);
  assertRule(rule);
  const results = lastResults(db, datasetId);
  const versions = datasets
    .storedVersions()
    .filter((version) => version.datasetId === datasetId && version.trashedAt === undefined)
    .sort((a, b) => a.number - b.number)
    .slice(-mostVersions)
    .map(({ id, number, createdAt, rows, columns }): VersionFigures => ({ snapshotId: id, number, createdAt, rows, columns, results: results.get(id) ?? null }));
  const statistics: Statistic[] = [];
  for (const series of gatherStatistics(versions)) {
    statistics.push(withBands(series, versions, rule));
    // A wide table has hundreds of series: other calls are answered between them.
    await breathe();
    signal.throwIfAborted();
  }
  const isNew = ({ points }: Statistic): number => Number(points.at(-1)?.anomalous ?? false);
  return {
    versions: versions.map(({ snapshotId, number, createdAt, rows }) => ({ snapshotId, number, createdAt, rows })),
    statistics: statistics.sort((a, b) => isNew(b) - isNew(a)),
    anomalies: statistics.flatMap(tellAnomalies).sort((a, b) => b.number - a.number),
  };
}

function withBands({ values, ...series }: Series, versions: readonly VersionFigures[], rule: AnomalyRule): Statistic {
  const known = values.filter((value) => value !== null);
  const judged = judgeSeries(known, rule);
  let place = 0;
  const points = versions.map(({ snapshotId, number }, i): StatisticPoint => {
    const value = values[i] ?? null;
    const point = value === null ? null : judged[place++];
    return { snapshotId, number, value, lower: side(point?.lower, series.unit), upper: side(point?.upper, series.unit), anomalous: point?.anomalous ?? false };
  });
  return { ...series, points };
}

/** Shares end at 0 and 1, counts at 0. */
function side(limit: number | undefined, unit: Statistic['unit']): number | null {
  if (limit === undefined || !Number.isFinite(limit)) return null;
  if (unit === 'number') return limit;
  return Math.max(0, unit === 'share' ? Math.min(1, limit) : limit);
}

function tellAnomalies({ key, name, unit, column, points }: Statistic): readonly Anomaly[] {
  return points.flatMap(({ snapshotId, number, value, lower, upper, anomalous }, i): readonly Anomaly[] => {
    if (!anomalous || value === null) return [];
    const before = points.slice(0, i).findLast((point) => point.value !== null)?.value ?? null;
    return [{ key, snapshotId, number, column, message: qualityHistoryMessages.anomaly(name, unit, before, value, lower, upper) }];
  });
}
