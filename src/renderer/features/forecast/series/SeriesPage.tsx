/** Series: chooses between set-up and explorer, by the address and by what was tested before. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useShownSnapshot } from '@renderer/app/currentData';
import { formatAddress, navigate } from '@renderer/app/router';
import { jobResult, useJob, useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Skeleton } from '@renderer/ui';
import { seriesAddress } from '../addresses';
import { forecastMessages } from '../messages';
import { ViewSwitch } from '../ViewSwitch';
import { seriesWords as words } from './messages';
import { SeriesExplorer } from './SeriesExplorer';
import { SeriesSetup } from './SeriesSetup';

interface SeriesPageProps {
  readonly experimentId: string | null;
  readonly setup: boolean;
  readonly series: string | null;
  readonly runId: string | null;
  readonly jobId: string | null;
  readonly snapshotId: string | null;
}

export function SeriesPage({ experimentId, setup, series, runId, jobId, snapshotId }: SeriesPageProps) {
  const experiments = useQuery('tracking.experiments', {});
  const shown = useShownSnapshot(snapshotId);
  const job = useJob(jobId);
  const tested = jobResult('series.backtest', job.job);
  useEffect(() => {
    if (tested) navigate(seriesAddress({ experiment: tested.experimentId }), { replace: true });
  }, [tested]);
  const past = experiments.data?.filter(({ request }) => request.series !== undefined) ?? [];
  const newest = past[0]?.id ?? null;
  const error = experiments.error ?? shown.error;
  if (error !== null || experiments.data === undefined) return <Frame>{error === null ? <Skeleton height={480} /> : <ErrorPanel error={error} />}</Frame>;
  const testing = jobId !== null && (job.running || job.job?.state === 'failed' || job.job?.state === 'cancelled') && (job.job === undefined || job.job.endpoint === 'series.backtest');
  const chosen = experimentId ?? newest;
  if (chosen !== null && !setup && !testing) return <SeriesExplorer key={chosen} experimentId={chosen} series={series} wantedRun={runId} jobId={jobId} past={past} />;
  if (shown.none) {
    return <Frame><Card><EmptyState picture="forecast" sentence={words.noData} action={<Button variant="filled" onClick={() => navigate(formatAddress('data'))}>{words.toData}</Button>} /></Card></Frame>;
  }
  if (shown.snapshotId === null) return <Frame><Skeleton height={480} /></Frame>;
  return <SeriesSetup key={shown.snapshotId} snapshotId={shown.snapshotId} jobId={testing ? jobId : null} hasPast={newest !== null} />;
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return (
    <>
      <PageHeader title={words.title} question={forecastMessages.question} actions={<ViewSwitch value="series" />} />
      {children}
    </>
  );
}
