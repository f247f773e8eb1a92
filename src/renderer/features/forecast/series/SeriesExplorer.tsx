/** The explorer: one series large with its band and what the backtest said, every method beside it, all other series below. */
import { Button, Menu, NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Job } from '@shared/areas/jobs';
import type { ClosureOffer, SeriesOverview } from '@shared/areas/series';
import type { Experiment } from '@shared/areas/tracking';
import { lineageAddress } from '@renderer/app/lineageAddress';
import { notify, reportError } from '@renderer/app/notices';
import { formatAddress, navigate } from '@renderer/app/router';
import { jobResult, useCommand, useHost, useJob, useQuery, useStartJob } from '@renderer/engine';
import { Card, ErrorPanel, formatCount, formatWhen, PageHeader, ProgressBar, Skeleton } from '@renderer/ui';
import { reportAddress, seriesAddress } from '../addresses';
import { forecastMessages } from '../messages';
import { ViewSwitch } from '../ViewSwitch';
import { MainChart } from './MainChart';
import { seriesWords as words } from './messages';
import { MethodsCard } from './MethodsCard';
import { Offers } from './Offers';
import { SeasonCard } from './SeasonCard';
import { periodWord } from './seriesFindings';
import { SeriesList } from './SeriesList';
import styles from './Series.module.css';

interface SeriesExplorerProps {
  readonly experimentId: string;
  readonly series: string | null;
  readonly wantedRun: string | null;
  readonly jobId: string | null;
  readonly past: readonly Experiment[];
}

export function SeriesExplorer({ experimentId, series, wantedRun, jobId, past }: SeriesExplorerProps) {
  const overview = useQuery('series.overview', { experimentId });
  const shown = series === null ? null : Number(series);
  const data = overview.data;
  const runId = wantedRun ?? data?.best ?? data?.methods.find(({ state }) => state === 'finished')?.runId ?? null;
  if (overview.error !== null || !data || runId === null) {
    return (
      <>
        <PageHeader title={words.title} question={forecastMessages.question} actions={<><ViewSwitch value="series" /><Button onClick={() => navigate(seriesAddress({ setup: true }))}>{words.again}</Button></>} />
        {overview.error !== null ? <ErrorPanel error={overview.error} /> : data && runId === null ? <Card><p>{data.finding}</p></Card> : <Skeleton height={520} />}
      </>
    );
  }
  return <Explorer overview={data} runId={runId} series={shown} jobId={jobId} past={past} />;
}

interface ExplorerProps {
  readonly overview: SeriesOverview;
  readonly runId: string;
  readonly series: number | null;
  readonly jobId: string | null;
  readonly past: readonly Experiment[];
}

function Explorer({ overview, runId, series, jobId, past }: ExplorerProps) {
  const { experiment, setup } = overview;
  const detail = useQuery('series.one', { experimentId: experiment.id, series, runId });
  const forecast = useStartJob('series.forecast');
  const backtest = useStartJob('series.backtest');
  const job = useJob(jobId);
  const running = jobId !== null && job.running;
  const go = (part: { readonly series?: number | null; readonly run?: string; readonly job?: string }): void =>
    navigate(seriesAddress({ experiment: experiment.id, series: part.series === undefined ? series : part.series, run: part.run ?? runId, job: part.job }), { replace: true });
  useForecastNotice(jobId, job.job);

  async function look(): Promise<void> {
    const started = await forecast.start({ runId });
    if (started !== null) go({ job: started });
  }
  async function testWith(offer: ClosureOffer): Promise<void> {
    const next = offer.kind === 'weekday' ? { ...setup, closedWeekdays: [...setup.closedWeekdays, offer.weekday] } : { ...setup, closures: [...setup.closures, ...offer.days, ...offer.coming] };
    const started = await backtest.start({ snapshotId: experiment.snapshotId, target: experiment.request.target, setup: next });
    if (started !== null) {
      notify(words.testAgain);
      navigate(seriesAddress({ job: started, snapshot: experiment.snapshotId }));
    }
  }
  const failure = detail.error ?? forecast.error ?? backtest.error ?? (jobId !== null && job.job?.state === 'failed' ? job.job.error : null);
  return (
    <>
      <PageHeader
        title={words.title}
        question={forecastMessages.question}
        actions={
          <>
            <ViewSwitch value="series" />
            <MoreMenu overview={overview} past={past} />
            <Button onClick={() => navigate(seriesAddress({ setup: true, snapshot: experiment.snapshotId }))}>{words.again}</Button>
            <Button variant="filled" loading={forecast.starting || running} onClick={() => void look()}>Forecast {formatCount(setup.horizon, periodWord[setup.frequency])}</Button>
          </>
        }
      />
      {failure !== null && <ErrorPanel error={failure} />}
      {running && (
        <Card className={styles.column}>
          <div className={styles.line}><b>{job.progress?.title ?? ''}</b></div>
          <ProgressBar fraction={job.progress?.fraction ?? 0} label={job.progress?.title ?? words.title} />
          <div className={styles.actions} style={{ marginTop: 10 }}><Button size="xs" onClick={() => void job.cancel().catch(reportError)}>{words.cancel}</Button></div>
        </Card>
      )}
      <div className={styles.page}>
        <div className={styles.column}>
          {detail.data ? <MainChart detail={detail.data} overview={overview} runId={runId} onTotal={series === null ? null : () => go({ series: null })} /> : <Skeleton height={470} />}
          <SeriesList overview={overview} runId={runId} selected={series} onChoose={(next) => go({ series: next })} />
        </div>
        <div className={styles.column}>
          {detail.data ? <MethodsCard detail={detail.data} overview={overview} runId={runId} onChoose={(run) => go({ run })} /> : <Skeleton height={420} />}
          {overview.offers.length > 0 && <Offers offers={overview.offers} onAccept={(offer) => void testWith(offer)} disabled={running} />}
          {detail.data && <SeasonCard detail={detail.data} overview={overview} />}
        </div>
      </div>
    </>
  );
}

function MoreMenu({ overview, past }: { readonly overview: SeriesOverview; readonly past: readonly Experiment[] }) {
  const host = useHost();
  const file = useCommand('series.backtestFile');
  const { experiment } = overview;
  const latest = useQuery('series.forecasts', { experimentId: experiment.id }).data?.[0];

  async function saveBacktest(): Promise<void> {
    const made = await file.run({ experimentId: experiment.id });
    if (made && (await host.saveFile(made)).saved) notify(`${made.name} saved.`, 'good');
  }
  return (
    <>
      {past.length > 1 && <NativeSelect aria-label={words.experiment} w={180} value={experiment.id} data={past.map(({ id, number, createdAt, request }) => ({ value: id, label: `Test ${number}, ${request.target}, ${formatWhen(createdAt)}` }))} onChange={(event) => navigate(seriesAddress({ experiment: event.currentTarget.value }))} />}
      <Menu position="bottom-end">
        <Menu.Target><Button>More</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void saveBacktest().catch(reportError)}>{words.saveBacktest}</Menu.Item>
          {latest && <Menu.Item onClick={() => navigate(reportAddress({ series: latest.id }))}>{words.report}</Menu.Item>}
          {latest && <Menu.Item onClick={() => navigate(lineageAddress('seriesForecast', latest.id))}>{forecastMessages.batch.lineage}</Menu.Item>}
          <Menu.Item onClick={() => navigate(formatAddress('models', ['race', experiment.id]))}>{words.race}</Menu.Item>
          <Menu.Item onClick={() => navigate(formatAddress('models', ['runs'], { search: 'task = timeseries' }))}>{words.runs}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Says once that a forecast was stored; the picture shows it at once. */
function useForecastNotice(jobId: string | null, row: Job | undefined): void {
  const handled = useRef<string | null>(null);
  const result = jobResult('series.forecast', row);
  useEffect(() => {
    if (jobId === null || result === null || handled.current === jobId) return;
    handled.current = jobId;
    notify(`Forecast of ${formatCount(result.forecast.series, 'series', 'series')} stored.`, 'good');
  }, [jobId, result]);
}
