/** Every model of a race, baselines too, with all its scores: the table behind the picture. */
import type { MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { DataTable, formatDuration, Tag, type DataColumn } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { modelsMessages as words } from './messages';
import type { Race, RaceRow } from './raceRows';
import { rowState } from './raceWords';

const tabled: readonly MetricName[] = ['rmsle', 'r2Log', 'spearman', 'withinOneStep', 'stepAccuracy', 'mae', 'wape', 'bias'];

interface RaceTableProps {
  readonly race: Race;
  readonly selectedRunId: string | null;
  readonly onOpen: (runId: string) => void;
}

export function RaceTable({ race, selectedRunId, onOpen }: RaceTableProps) {
  const rows = [...race.candidates, ...race.baselines];
  const shown = [race.metric, ...tabled.filter((metric) => metric !== race.metric)].filter((metric) => metric === race.metric || rows.some((row) => row.run?.metrics[metric]?.mean != null));
  const columns: DataColumn<RaceRow>[] = [
    { key: 'model', header: 'Model', value: (row) => row.label, cell: (row) => <>{row.label} {race.baselines.includes(row) && <Tag>{words.baseline}</Tag>}</> },
    ...shown.map((metric): DataColumn<RaceRow> => ({
      key: metric,
      header: metricWords[metric].name,
      hint: metricWords[metric].explanation,
      numeric: true,
      value: (row) => scoreOf(row, metric, race),
      cell: (row) => (row.complete ? formatMetric(metric, scoreOf(row, metric, race)) : metric === race.metric ? rowState(row) : ''),
    })),
    { key: 'duration', header: 'Fit time', numeric: true, value: (row) => row.run?.durationMs, cell: (row) => (row.complete ? formatDuration(row.run?.durationMs) : '') },
  ];
  return <DataTable label="Scores of this race" columns={columns} rows={rows} rowKey={(row) => row.runId} selectedKey={selectedRunId} onSelect={(row) => onOpen(row.runId)} rowHeight={34} />;
}

function scoreOf(row: RaceRow, metric: MetricName, race: Race): number | null {
  return metric === race.metric ? row.mean : (row.run?.metrics[metric]?.mean ?? null);
}
