/** How the champion's predictions met what happened: tests, measures beside a constant, where it errs, and the looks kept. */
import type { DriftReport, MonitorRunSummary, RegressionQuality } from '@shared/areas/monitoring';
import { metricWords } from '@shared/messages/names';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, EmptyState, formatInteger, formatNumber, formatSigned, formatWhen, Tag } from '@renderer/ui';
import { HistoryChart } from './HistoryChart';
import styles from './Monitor.module.css';
import { monitorMessages } from './messages';

const words = monitorMessages.performance;

export function PerformanceView({ report }: { readonly report: DriftReport }) {
  const { performance } = report;
  return (
    <>
      {performance.reason !== null && <Card><EmptyState picture="forecast" sentence={performance.reason} /></Card>}
      {performance.current && <TestsCard performance={performance} />}
      {performance.current && <QualityCard performance={performance} />}
      {performance.bias.length > 0 && <BiasCard bias={performance.bias} />}
      <Looks datasetId={report.current.datasetId} />
    </>
  );
}

function TestsCard({ performance }: { readonly performance: DriftReport['performance'] }) {
  return (
    <Card flush title={words.tests} note={words.testsNote}>
      <DataTable
        label={words.tests}
        rows={performance.tests}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', header: words.test, cell: (row) => row.name },
          { key: 'value', header: words.value, numeric: true, cell: (row) => formatNumber(row.value) },
          { key: 'rule', header: words.rule, wrap: true, cell: (row) => row.rule },
          { key: 'verdict', header: '', width: 90, cell: (row) => (row.success === null ? words.unknown : <Tag tone={row.success ? 'good' : row.better ? 'accent' : 'failure'}>{row.success ? words.passes : row.better ? words.better : words.fails}</Tag>) },
        ]}
      />
    </Card>
  );
}

function QualityCard({ performance: { reference, current } }: { readonly performance: DriftReport['performance'] }) {
  if (!current) return null;
  const row = (label: string, read: (quality: RegressionQuality) => number | null, dummy: number | null = null, write: (value: number | null | undefined) => string = formatNumber) => ({ label, before: write(reference ? read(reference.quality) : null), now: write(read(current.quality)), dummy: formatNumber(dummy) });
  const { metric } = current;
  const rows = [
    { label: metricWords[metric.name].name, before: formatNumber(reference?.metric.value), now: formatNumber(metric.value), dummy: formatNumber(metric.baseline) },
    row(words.mae, ({ mae }) => mae, current.quality.dummy.mae),
    row(words.rmse, ({ rmse }) => rmse, current.quality.dummy.rmse),
    row(words.mape, ({ mape }) => mape, current.quality.dummy.mape),
    row(words.r2, ({ r2 }) => r2),
    row(words.meanError, ({ meanError }) => meanError, null, (value) => formatSigned(value, 2)),
    row(words.errorSd, ({ errorSd }) => errorSd),
    row(words.maxError, ({ maxAbsoluteError }) => maxAbsoluteError),
    row(words.rows, (quality) => quality.rows, null, formatInteger),
  ];
  return (
    <Card flush title={words.quality} note={words.qualityNote(reference?.heldOut === true)}>
      <DataTable
        label={words.quality}
        rowHeight={32}
        rows={rows}
        rowKey={({ label }) => label}
        columns={[
          { key: 'label', header: '', cell: ({ label }) => label },
          { key: 'before', header: words.before, numeric: true, cell: ({ before }) => before },
          { key: 'now', header: words.now, numeric: true, cell: ({ now }) => <b>{now}</b> },
          { key: 'dummy', header: words.constant, numeric: true, cell: ({ dummy }) => dummy },
        ]}
      />
    </Card>
  );
}

function BiasCard({ bias }: { readonly bias: DriftReport['performance']['bias'] }) {
  const write = (value: number | string | null): string => (typeof value === 'number' ? formatNumber(value) : (value ?? '–'));
  return (
    <Card flush title={words.bias} note={words.biasNote}>
      <DataTable
        label={words.bias}
        rowHeight={32}
        rows={bias}
        rowKey={({ column }) => column}
        columns={[
          { key: 'column', header: words.column, cell: ({ column }) => column },
          { key: 'majority', header: words.majority, numeric: true, cell: ({ majority }) => write(majority) },
          { key: 'under', header: words.under, numeric: true, cell: ({ under }) => write(under) },
          { key: 'over', header: words.over, numeric: true, cell: ({ over }) => write(over) },
          { key: 'range', header: words.range, numeric: true, cell: ({ range, type }) => formatNumber(range, type === 'num' ? 1 : 0) },
        ]}
      />
    </Card>
  );
}

function Looks({ datasetId }: { readonly datasetId: string }) {
  const runs = useQuery('monitoring.runs', { datasetId });
  if (!runs.data) return null;
  if (runs.data.length === 0) return <Card title={words.history}><p className={styles.sentence}>{words.noHistory}</p></Card>;
  const scored = runs.data.filter(({ metric }) => metric?.value != null);
  const name = scored[0]?.metric ? metricWords[scored[0].metric.name].name : words.mae;
  return (
    <>
      {scored.length > 1 && <HistoryChart title={words.overTime(name)} note={words.overTimeNote} points={[...scored].reverse().map((run) => ({ label: `v${run.current.number}`, value: run.metric?.value ?? 0, baseline: run.metric?.baseline ?? null }))} />}
      {runs.data.length > 1 && <HistoryChart title={words.driftOverTime} note={words.overTimeNote} points={[...runs.data].reverse().map((run) => ({ label: `v${run.current.number}`, value: run.dataset.driftedColumns, baseline: null }))} />}
      <Card flush title={words.history}>
        <DataTable<MonitorRunSummary>
          label={words.history}
          rowHeight={32}
          rows={runs.data}
          rowKey={({ id }) => id}
          columns={[
            { key: 'number', header: words.look, numeric: true, width: 60, value: ({ number }) => number },
            { key: 'when', header: words.when, cell: ({ createdAt }) => formatWhen(createdAt) },
            { key: 'version', header: words.version, cell: ({ current }) => `${current.datasetName} v${current.number}` },
            { key: 'against', header: words.against, cell: ({ reference }) => `${reference.datasetName} v${reference.number}` },
            { key: 'drifted', header: words.drifted, numeric: true, cell: ({ dataset }) => `${formatInteger(dataset.driftedColumns)} of ${formatInteger(dataset.compared)}` },
            { key: 'mae', header: words.mae, numeric: true, cell: ({ mae }) => formatNumber(mae) },
          ]}
        />
      </Card>
    </>
  );
}
