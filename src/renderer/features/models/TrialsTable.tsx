/** Every trial of a search with its settings, sortable. */
import { useMemo } from 'react';
import { higherIsBetter, type MetricName } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { settingValueWords } from '@shared/messages/tuning';
import { trialKindWords } from '@renderer/charts/tuningFigure';
import { DataTable, formatDuration, formatNumber, Tag, type DataColumn } from '@renderer/ui';
import { settingWords } from './settingWords';
import { settingNames, type TrialRow } from './tuningRows';
import { tuningMessages as words } from './tuningMessages';

const mostShown = 300;

export function TrialsTable({ rows, metric }: { readonly rows: readonly TrialRow[]; readonly metric: MetricName }) {
  const columns = useMemo(() => columnsOf(rows, metric), [rows, metric]);
  const shown = useMemo(() => bestFirst(rows, metric).slice(0, mostShown), [rows, metric]);
  return <DataTable label={words.trials} columns={columns} rows={shown} rowKey={({ number }) => String(number)} faded={({ kind }) => kind === 'pruned' || kind === 'stopped'} rowHeight={32} />;
}

/** Those on most folds first, and of these the best. */
function bestFirst(rows: readonly TrialRow[], metric: MetricName): readonly TrialRow[] {
  const sign = higherIsBetter.has(metric) ? -1 : 1;
  return [...rows].sort((a, b) => b.scores.length - a.scores.length || sign * ((a.score ?? Infinity) - (b.score ?? Infinity)) || a.number - b.number);
}

function columnsOf(rows: readonly TrialRow[], metric: MetricName): readonly DataColumn<TrialRow>[] {
  const models = new Set(rows.map(({ model }) => model));
  return [
    { key: 'number', header: 'Trial', numeric: true, value: (row) => row.number },
    ...(models.size > 1 ? [{ key: 'model', header: 'Model', value: (row: TrialRow) => modelWords[row.model].name }] : []),
    { key: 'state', header: 'State', value: (row) => trialKindWords[row.kind], cell: (row) => <span title={row.failure ?? undefined}>{trialKindWords[row.kind]}{row.chosen && <> <Tag tone="accent">chosen</Tag></>}</span> },
    { key: 'folds', header: 'Folds', numeric: true, value: (row) => row.scores.length },
    { key: 'score', header: metricWords[metric].name, numeric: true, value: (row) => row.score, cell: (row) => formatNumber(row.score, 4) },
    ...settingNames(rows).map((name): DataColumn<TrialRow> => ({ key: `setting ${name}`, header: settingWords(name), numeric: rows.some(({ settings }) => typeof settings[name] === 'number'), value: (row) => row.settings[name] ?? null, cell: (row) => (row.settings[name] === undefined ? '' : settingValueWords(row.settings[name])) })),
    { key: 'duration', header: 'Time', numeric: true, value: (row) => row.durationMs, cell: (row) => formatDuration(row.durationMs) },
  ];
}
