/** Batch: every row of a version gets a forecast with its interval; the file goes where the analyst wants it. */
import { Button, NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import type { Dataset } from '@shared/areas/datasets';
import type { Forecast } from '@shared/areas/forecasting';
import { reportError } from '@renderer/app/notices';
import { navigate } from '@renderer/app/router';
import { jobResult, useJob, useQuery, useStartJob } from '@renderer/engine';
import { Card, DataTable, EmptyState, ErrorPanel, formatCount, formatInteger, formatTimeLeft, formatWhen, PageHeader, ProgressBar, Skeleton, type DataColumn } from '@renderer/ui';
import { batchAddress } from './addresses';
import { BatchCheckCard } from './BatchCheckCard';
import styles from './BatchPage.module.css';
import { ForecastResult } from './ForecastResult';
import { forecastMessages as words } from './messages';
import { modelName } from './modelName';
import { NoChampion } from './NoChampion';
import { ServingLamp } from './ServingLamp';
import { formatUnits } from './units';
import { ViewSwitch } from './ViewSwitch';

interface BatchPageProps {
  readonly forecastId: string | null;
  readonly snapshotId: string | null;
  readonly jobId: string | null;
}

export function BatchPage({ forecastId, snapshotId, jobId }: BatchPageProps) {
  const champion = useQuery('registry.champion', {});
  const forecasts = useQuery('forecasting.list', {});
  const datasets = useQuery('datasets.list', {});
  if (forecastId !== null) return <ForecastResult forecastId={forecastId} forecasts={forecasts.data} error={forecasts.error} />;
  if (champion.data === null) return <NoChampion view="batch" />;
  const error = champion.error ?? forecasts.error ?? datasets.error;
  if (error !== null || !champion.data || !forecasts.data || !datasets.data) {
    return (
      <>
        <PageHeader title={words.batch.title} question={words.question} actions={<ViewSwitch value="batch" />} />
        {error === null ? <Skeleton height={420} /> : <ErrorPanel error={error} />}
      </>
    );
  }
  return <BatchForm championId={champion.data.decision.runId} forecasts={forecasts.data} datasets={datasets.data} snapshotId={snapshotId} jobId={jobId} />;
}

interface BatchFormProps {
  readonly championId: string;
  readonly forecasts: readonly Forecast[];
  readonly datasets: readonly Dataset[];
  readonly snapshotId: string | null;
  readonly jobId: string | null;
}

function BatchForm({ championId, forecasts, datasets, snapshotId, jobId }: BatchFormProps) {
  const form = useQuery('forecasting.form', { model: championId });
  const versions = datasets.flatMap((dataset) => dataset.versions.map((version) => ({ value: version.snapshotId, label: `${dataset.name} v${version.number}, ${formatCount(version.rows, 'row')}`, createdAt: version.createdAt })));
  const newest = [...versions].sort((a, b) => b.createdAt - a.createdAt).find((version) => version.value === form.data?.snapshotId) ?? versions[0];
  const chosen = snapshotId ?? newest?.value ?? null;
  const snapshot = useQuery('datasets.snapshot', chosen === null ? null : { ref: chosen });
  const score = useStartJob('forecasting.score');
  const job = useJob(jobId);
  const done = jobResult('forecasting.score', job.job);
  useEffect(() => {
    if (done) navigate(batchAddress({ forecastId: done.forecast.id, job: jobId ?? undefined }), { replace: true });
  }, [done, jobId]);
  const check = useQuery('forecasting.check', chosen === null ? null : { model: championId, snapshotId: chosen });
  const fits = check.data?.blocked === null;
  async function start(): Promise<void> {
    if (chosen === null) return;
    const started = await score.start({ model: championId, snapshotId: chosen });
    if (started !== null) navigate(batchAddress({ snapshot: chosen, job: started }), { replace: true });
  }
  const failure = score.error ?? (jobId !== null && job.job?.state === 'failed' ? job.job.error : null);
  return (
    <>
      <PageHeader
        title={words.batch.title}
        question={words.question}
        mark={<ServingLamp />}
        actions={
          <>
            <ViewSwitch value="batch" />
            <Button variant="filled" disabled={!fits || (jobId !== null && job.running)} loading={score.starting} onClick={() => void start()}>{words.batch.score}</Button>
          </>
        }
      />
      <div className={styles.page}>
        <div className={styles.column}>
          {failure !== null && <ErrorPanel error={failure} />}
          {jobId !== null && job.running && (
            <Card>
              <div className={styles.line}><b>{job.progress?.title ?? words.batch.score}</b><span>{formatTimeLeft(job.etaMs)}</span></div>
              <ProgressBar fraction={job.progress?.fraction ?? 0} label={words.batch.score} />
              <Button mt={12} size="xs" onClick={() => void job.cancel().catch(reportError)}>{words.batch.cancel}</Button>
            </Card>
          )}
          <Card title={words.batch.data} note={form.data ? `${modelName(form.data.model)}, run ${form.data.runNumber}, predicts ${form.data.target}` : ' '}>
            <NativeSelect aria-label={words.batch.data} value={chosen ?? ''} data={versions} onChange={(event) => navigate(batchAddress({ snapshot: event.currentTarget.value }), { replace: true })} />
          </Card>
          <PastForecasts forecasts={forecasts} />
        </div>
        <div className={styles.column}>
          {check.error !== null && <ErrorPanel error={check.error} onRetry={check.reload} />}
          {form.data && snapshot.data && check.data ? <BatchCheckCard check={check.data} snapshot={snapshot.data} runNumber={form.data.runNumber} /> : check.error === null && <Skeleton height={140} />}
        </div>
      </div>
    </>
  );
}

function PastForecasts({ forecasts }: { readonly forecasts: readonly Forecast[] }) {
  const columns: readonly DataColumn<Forecast>[] = [
    { key: 'when', header: 'When', value: (forecast) => forecast.createdAt, cell: (forecast) => formatWhen(forecast.createdAt) },
    { key: 'model', header: 'Model', value: (forecast) => forecast.runNumber, cell: (forecast) => `${modelName(forecast.model)}, run ${forecast.runNumber}` },
    { key: 'rows', header: 'Rows', numeric: true, value: (forecast) => forecast.rows, cell: (forecast) => formatInteger(forecast.rows) },
    { key: 'total', header: 'Forecast in all', numeric: true, value: (forecast) => forecast.total, cell: (forecast) => formatUnits(forecast.total) },
    { key: 'baseline', header: 'Baseline in all', numeric: true, value: (forecast) => forecast.baselineTotal, cell: (forecast) => formatUnits(forecast.baselineTotal) },
    { key: 'outside', header: 'Rows outside', hint: 'Rows with a value beyond what the model has seen.', numeric: true, value: (forecast) => forecast.rowsOutside, cell: (forecast) => formatInteger(forecast.rowsOutside) },
  ];
  if (forecasts.length === 0) return <Card><EmptyState picture="forecast" sentence={words.batch.none} /></Card>;
  return (
    <Card flush title={words.batch.past}>
      <DataTable label={words.batch.past} columns={columns} rows={forecasts} rowKey={(forecast) => forecast.id} initialSort={{ key: 'when', descending: true }} onSelect={(forecast) => navigate(batchAddress({ forecastId: forecast.id }))} />
    </Card>
  );
}
