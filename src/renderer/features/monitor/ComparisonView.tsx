/** Two versions side by side: the figures, the columns or the performance, and what to do next. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { DriftReport } from '@shared/areas/monitoring';
import { notify, reportError } from '@renderer/app/notices';
import { formatAddress, navigate } from '@renderer/app/router';
import { jobResult, useCommand, useJob, useQuery, useStartJob } from '@renderer/engine';
import { ErrorPanel, PageHeader } from '@renderer/ui';
import { placeAddress, type MonitorPlace } from './addresses';
import { AlertHistory } from './AlertHistory';
import { ColumnPanel } from './ColumnPanel';
import { byStrength } from './driftStrength';
import { DriftTable } from './DriftTable';
import { FactsCard } from './FactsCard';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';
import { MonitorSkeleton } from './MonitorPage';
import { PerformanceView } from './PerformanceView';
import { useKeptJob } from './keptJob';
import { ViewSwitch } from './ViewSwitch';

interface ComparisonViewProps {
  readonly place: MonitorPlace & { readonly current: string; readonly reference: string };
}

export function ComparisonView({ place }: ComparisonViewProps) {
  const report = useQuery('monitoring.compare', { referenceId: place.reference, currentId: place.current });
  const datasets = useQuery('datasets.list', {});
  const failure = report.error ?? datasets.error;
  const go = (next: Partial<MonitorPlace>): void => navigate(placeAddress({ ...place, ...next }), { replace: true });
  if (failure !== null) {
    return (
      <>
        <PageHeader title={words.titles[place.view]} question={words.question} actions={<ViewSwitch place={place} />} />
        <ErrorPanel error={failure} onRetry={() => { report.reload(); datasets.reload(); }} />
      </>
    );
  }
  if (!report.data || !datasets.data) return <MonitorSkeleton view={place.view} />;
  const shown = report.data;
  const strongest = [...shown.columns].sort(byStrength)[0];
  const selected = [...shown.columns, ...(shown.prediction ? [shown.prediction] : [])].find(({ column }) => column === place.column) ?? strongest;
  return (
    <>
      <PageHeader title={words.titles[place.view]} question={words.question} actions={<Actions report={shown} place={place} />} />
      <div className={styles.layout}>
        <div className={styles.main}>
          <FactsCard report={shown} datasets={datasets.data} onChoose={(chosen) => go({ column: null, ...chosen })} />
          {place.view === 'performance' ? <PerformanceView report={shown} /> : <DriftTable report={shown} selected={selected?.column ?? null} onSelect={(column) => go({ column })} />}
        </div>
        <div className={styles.side}>
          {place.view === 'columns' && selected && <ColumnPanel key={selected.column} report={shown} column={selected} />}
          <AlertHistory datasetId={shown.current.datasetId} place={place} />
        </div>
      </div>
    </>
  );
}

function Actions({ report, place }: { readonly report: DriftReport; readonly place: ComparisonViewProps['place'] }) {
  const accept = useCommand('monitoring.acceptReference');
  const look = useStartJob('monitoring.run');
  const { jobId, keep } = useKeptJob();
  const job = useJob(jobId);
  const done = jobResult('monitoring.run', job.job);
  useEffect(() => {
    if (!done) return;
    notify(words.kept);
    keep(null);
  }, [done, keep]);
  const name = `${report.current.datasetName} v${report.current.number}`;
  const failure = accept.error ?? look.error ?? (job.job?.state === 'failed' ? job.job.error : null);
  useEffect(() => {
    if (failure !== null) reportError(failure);
  }, [failure]);
  const running = jobId !== null && job.running;
  async function acceptNow(): Promise<void> {
    if ((await accept.run({ snapshotId: report.current.snapshotId })) !== undefined) notify(words.accepted(name));
  }
  async function keepNow(): Promise<void> {
    keep(await look.start({ referenceId: place.reference, currentId: place.current }));
  }
  const retrains = report.model !== null && report.columns.some(({ drifted, used }) => drifted && used);
  return (
    <>
      <ViewSwitch place={place} />
      <Button onClick={() => void acceptNow()} loading={accept.running}>{words.accept}</Button>
      <Button variant={retrains ? 'default' : 'filled'} onClick={() => void keepNow()} loading={look.starting || running}>{words.keep}</Button>
      {retrains && <Button variant="filled" onClick={() => navigate(formatAddress('models', ['setup'], { snapshot: report.current.snapshotId }))}>{words.retrain}</Button>}
    </>
  );
}
