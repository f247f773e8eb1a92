/** Report: choose what it is about, read it as it will be, export it. */
import { Button, NativeSelect } from '@mantine/core';
import type { Forecast } from '@shared/areas/forecasting';
import type { SeriesForecast } from '@shared/areas/series';
import type { Run } from '@shared/areas/tracking';
import { baselineKinds } from '@shared/areas/tracking';
import { formatAddress, navigate } from '@renderer/app/router';
import { useHost, useQuery } from '@renderer/engine';
import { styleNonce } from '@renderer/engine/host';
import { Card, EmptyState, ErrorPanel, formatCount, formatWhen, PageHeader, Skeleton } from '@renderer/ui';
import { reportAddress } from './addresses';
import { forecastMessages as words } from './messages';
import { modelName } from './modelName';
import { previewHtml } from './reportHtml';
import styles from './ReportPage.module.css';
import { useSaveOutput } from '@renderer/app/useSaveOutput';
import { ViewSwitch } from './ViewSwitch';

interface ReportPageProps {
  readonly runId: string | null;
  readonly forecastId: string | null;
  readonly seriesForecastId: string | null;
}

export function ReportPage({ runId, forecastId, seriesForecastId }: ReportPageProps) {
  const champion = useQuery('registry.champion', {});
  const runs = useQuery('tracking.runs', {});
  const forecasts = useQuery('forecasting.list', {});
  const series = useQuery('series.forecasts', {});
  const error = champion.error ?? runs.error ?? forecasts.error ?? series.error;
  if (error !== null || champion.data === undefined || !runs.data || !forecasts.data || !series.data) {
    return (
      <>
        <PageHeader title={words.report.title} question={words.question} actions={<ViewSwitch value="report" />} />
        {error === null ? <Skeleton height={520} /> : <ErrorPanel error={error} />}
      </>
    );
  }
  const finished = runs.data.filter((run) => run.state === 'finished' && run.task === 'regression' && !baselineKinds.includes(run.model));
  const championId = champion.data?.decision.runId ?? null;
  const chosen = seriesForecastId !== null ? `series:${seriesForecastId}` : forecastId !== null ? `forecast:${forecastId}` : runId !== null ? `run:${runId}` : (proposed(finished, forecasts.data, championId) ?? newestSeries(series.data));
  if (chosen === null) {
    return (
      <>
        <PageHeader title={words.report.title} question={words.question} actions={<ViewSwitch value="report" />} />
        <Card><EmptyState picture="forecast" sentence={words.report.none} action={<Button variant="filled" onClick={() => navigate(formatAddress('models', ['setup']))}>Set up a race</Button>} /></Card>
      </>
    );
  }
  return <Loaded key={chosen} chosen={chosen} runs={finished} forecasts={forecasts.data} series={series.data} championId={championId} />;
}

/** The newest batch forecast by the champion, else the champion, else the newest run. */
function proposed(runs: readonly Run[], forecasts: readonly Forecast[], championId: string | null): string | null {
  const newest = [...forecasts].sort((a, b) => b.createdAt - a.createdAt).find((forecast) => forecast.runId === championId);
  if (newest) return `forecast:${newest.id}`;
  const run = championId ?? [...runs].sort((a, b) => b.number - a.number)[0]?.id;
  return run === undefined ? null : `run:${run}`;
}

function newestSeries(forecasts: readonly SeriesForecast[]): string | null {
  return forecasts[0] ? `series:${forecasts[0].id}` : null;
}

interface LoadedProps {
  readonly chosen: string;
  readonly runs: readonly Run[];
  readonly forecasts: readonly Forecast[];
  readonly series: readonly SeriesForecast[];
  readonly championId: string | null;
}

function Loaded({ chosen, runs, forecasts, series, championId }: LoadedProps) {
  const [kind, id = ''] = chosen.split(/:(.*)/s);
  const subject = kind === 'run' ? { runId: id } : kind === 'series' ? { seriesForecastId: id } : { forecastId: id };
  const preview = useQuery('reports.preview', { subject });
  const output = useSaveOutput('reports.write');
  const host = useHost();
  const options = [
    { group: words.report.runs, items: [...runs].sort((a, b) => Number(b.id === championId) - Number(a.id === championId) || b.number - a.number).map((run) => ({ value: `run:${run.id}`, label: `Run ${run.number} · ${modelName(run.model)}${run.id === championId ? ', champion' : ''}${run.usesLeak ? ', leak' : ''}` })) },
    { group: words.report.forecasts, items: [...forecasts].sort((a, b) => b.createdAt - a.createdAt).map((forecast) => ({ value: `forecast:${forecast.id}`, label: `${formatCount(forecast.rows, 'row')} by run ${forecast.runNumber}, ${formatWhen(forecast.createdAt)}` })) },
    { group: words.report.series, items: series.map((forecast) => ({ value: `series:${forecast.id}`, label: `${formatCount(forecast.series, 'series', 'series')}, ${forecast.horizon} ahead by run ${forecast.runNumber}, ${formatWhen(forecast.createdAt)}` })) },
  ].filter((group) => group.items.length > 0);
  const known = options.some((group) => group.items.some((item) => item.value === chosen));
  function choose(value: string): void {
    const [nextKind, next = ''] = value.split(/:(.*)/s);
    navigate(reportAddress(nextKind === 'run' ? { run: next } : nextKind === 'series' ? { series: next } : { forecast: next }), { replace: true });
  }
  return (
    <>
      <PageHeader
        title={words.report.title}
        question={words.question}
        actions={
          <>
            <ViewSwitch value="report" />
            <Button disabled={output.writing || !preview.data} onClick={() => output.write({ subject, format: 'csv' })}>{words.report.csv}</Button>
            <Button disabled={output.writing || !preview.data} onClick={() => output.write({ subject, format: 'xlsx' })}>{words.report.xlsx}</Button>
            <Button disabled={output.writing || !preview.data || host.kind === 'browser'} title={host.kind === 'browser' ? words.report.pdfNeedsApp : undefined} onClick={() => output.write({ subject, format: 'pdf' })}>{words.report.pdf}</Button>
            <Button variant="filled" loading={output.writing} disabled={!preview.data} onClick={() => output.write({ subject, format: 'html' })}>{words.report.html}</Button>
          </>
        }
      />
      <div className={styles.bar}>
        <NativeSelect className={styles.select} label={words.report.subject} value={chosen} data={known ? options : [{ value: chosen, label: 'This run' }, ...options]} onChange={(event) => choose(event.currentTarget.value)} />
        {preview.data && <span className={styles.sha} title={preview.data.sha256}>{words.report.sha}: <code>{preview.data.sha256.slice(0, 12)}…</code></span>}
      </div>
      {output.error !== null && <ErrorPanel error={output.error} />}
      {preview.error !== null ? <ErrorPanel error={preview.error} onRetry={preview.reload} /> : (
        <div className={styles.desk}>
          {preview.data ? <iframe className={styles.paper} sandbox="" title={words.report.preview} srcDoc={previewHtml(preview.data.html, styleNonce())} /> : <Skeleton height="100%" width={900} />}
        </div>
      )}
    </>
  );
}
