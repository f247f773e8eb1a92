/** One batch forecast: its totals against the baseline, and every row. */
import { Button } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { Forecast } from '@shared/areas/forecasting';
import { lineageAddress } from '@renderer/app/lineageAddress';
import { navigate, useAddress } from '@renderer/app/router';
import { jobResult, useEngine, useJob, useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, formatCount, formatInteger, formatNumber, formatPercent, formatWhen, Link, PageHeader, Skeleton, StatTile, Tag, VirtualGrid, type GridColumn, type LoadPage } from '@renderer/ui';
import { batchAddress, reportAddress } from './addresses';
import styles from './BatchPage.module.css';
import { forecastMessages as words } from './messages';
import { modelName } from './modelName';
import { formatUnits } from './units';
import { useSaveOutput } from '@renderer/app/useSaveOutput';

interface ForecastResultProps {
  readonly forecastId: string;
  readonly forecasts: readonly Forecast[] | undefined;
  readonly error: unknown;
}

export function ForecastResult({ forecastId, forecasts, error }: ForecastResultProps) {
  const forecast = forecasts?.find((each) => each.id === forecastId);
  if (forecast) return <Loaded forecast={forecast} />;
  return (
    <>
      <PageHeader title={words.batch.title} question={words.question} />
      {error !== null ? <ErrorPanel error={error} /> : forecasts ? <Card><EmptyState picture="search" sentence={words.batch.gone} action={<Link to={batchAddress()}>{words.batch.back}</Link>} /></Card> : <Skeleton height={420} />}
    </>
  );
}

function Loaded({ forecast }: { readonly forecast: Forecast }) {
  const { query } = useAddress();
  const snapshot = useQuery('datasets.snapshot', { ref: forecast.snapshotId });
  const head = useQuery('forecasting.rows', { forecastId: forecast.id, offset: 0, limit: 1 });
  const job = useJob(query.get('job'));
  const output = useSaveOutput('reports.write');
  const fresh = jobResult('forecasting.score', job.job);
  const data = snapshot.data ? `${snapshot.data.datasetName} v${snapshot.data.number}` : 'this data';
  const save = (): void => (fresh && fresh.forecast.id === forecast.id ? output.save(fresh.file) : output.write({ subject: { forecastId: forecast.id }, format: 'csv' }));
  return (
    <>
      <PageHeader
        title={`Forecast for ${data}`}
        mark={forecast.rowsOutside > 0 ? <Tag tone="attention" title="Rows with a value beyond what the model has seen.">{formatCount(forecast.rowsOutside, 'row')} outside the training range</Tag> : undefined}
        question={`${modelName(forecast.model)}, run ${forecast.runNumber}, ${formatWhen(forecast.createdAt)}`}
        actions={
          <>
            <Button onClick={() => navigate(batchAddress())}>{words.batch.back}</Button>
            <Button onClick={() => navigate(lineageAddress('forecast', forecast.id))}>{words.batch.lineage}</Button>
            <Button loading={output.writing} onClick={save}>{words.batch.save}</Button>
            <Button variant="filled" onClick={() => navigate(reportAddress({ forecast: forecast.id }))}>{words.batch.report}</Button>
          </>
        }
      />
      <div className={styles.column}>
        {output.error !== null && <ErrorPanel error={output.error} />}
        <Card label="Totals">
          <div className={styles.figures}>
            <StatTile size="large" label="Forecast in all" value={formatUnits(forecast.total)} note={`against ${formatUnits(forecast.baselineTotal)} by the baseline`} />
            <TotalsHeld runId={forecast.runId} />
            <StatTile label="Rows" value={formatInteger(forecast.rows)} note={`${formatPercent(forecast.level, 0)} interval for each`} />
            <StatTile label="Rows outside the training range" value={formatInteger(forecast.rowsOutside)} note={formatPercent(forecast.rows === 0 ? null : forecast.rowsOutside / forecast.rows)} />
          </div>
        </Card>
        <Card flush className={styles.grid} title={words.batch.rows} note="value is the middle estimate; lower and upper are the ends of its interval">
          {head.data ? <RowsGrid forecast={forecast} columns={head.data.columns} /> : head.error !== null ? <ErrorPanel error={head.error} onRetry={head.reload} /> : <Skeleton height={360} />}
        </Card>
      </div>
    </>
  );
}

/** The engine puts value, lower and upper first, under names the data leaves free. */
const ownColumns = 3;

function RowsGrid({ forecast, columns }: { readonly forecast: Forecast; readonly columns: readonly string[] }) {
  const client = useEngine();
  const load = useCallback<LoadPage>(
    async (offset, limit) => {
      const page = await client.call('forecasting.rows', { forecastId: forecast.id, offset, limit });
      return { total: page.total, rowNumbers: page.rows.map((_, index) => offset + index + 1), rows: page.rows };
    },
    [client, forecast.id],
  );
  const snapshot = useQuery('datasets.snapshot', { ref: forecast.snapshotId });
  const types = useMemo(() => new Map((snapshot.data?.columns ?? []).map((column) => [column.name, column.type])), [snapshot.data]);
  const shown = useMemo(() => columns.map((name, index): GridColumn => {
    const own = index < ownColumns;
    if (own) return { key: `${index}`, index, header: name, width: 96, emphasis: index === 0, type: 'decimal', render: (cell) => (typeof cell === 'number' ? formatUnits(cell, index === 0 ? 3 : 2) : '–') };
    return { key: `${index}`, index, header: name, width: 150, type: types.get(name) };
  }), [columns, types]);
  return <VirtualGrid label={words.batch.rows} sourceKey={forecast.id} load={load} columns={shown} />;
}

/** How sums of forecasts did on held-out folds: a middle estimate for each row makes totals that fall short. */
function TotalsHeld({ runId }: { readonly runId: string }) {
  const run = useQuery('tracking.run', { runId });
  const factors = (run.data?.run.metrics.bias?.folds ?? []).filter((bias): bias is number => bias !== null && bias > -1).map((bias) => 1 / (1 + bias));
  if (factors.length === 0) return null;
  return <StatTile label="Held-out folds really sold" value={`× ${formatNumber(Math.min(...factors), 1)} to ${formatNumber(Math.max(...factors), 1)}`} note="of their forecast total" title="Range over the folds of what was sold divided by the sum of the forecasts." />;
}
