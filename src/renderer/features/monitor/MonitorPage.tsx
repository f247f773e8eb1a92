/** Monitor: is what the model learned from still true? Drift column by column, performance, alerts. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddress } from '@renderer/app/router';
import { useShownSnapshot } from '@renderer/app/currentData';
import { useImportFile } from '@renderer/app/waitingFiles';
import { useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Skeleton } from '@renderer/ui';
import { readPlace, type MonitorView } from './addresses';
import { AlertsView } from './AlertsView';
import { ComparisonView } from './ComparisonView';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';
import { ViewSwitch } from './ViewSwitch';

export function MonitorPage() {
  const place = readPlace(useAddress());
  const importFile = useImportFile();
  const shown = useShownSnapshot(place.current);
  const proposed = useQuery('monitoring.reference', shown.snapshotId === null ? null : { snapshotId: shown.snapshotId });
  const snapshot = useQuery('datasets.snapshot', shown.snapshotId === null ? null : { ref: shown.snapshotId });
  if (place.view === 'alerts') return <AlertsView place={place} />;
  if (shown.none) return <Empty view={place.view} sentence={words.emptyNoData} action={<Button variant="filled" onClick={() => void importFile()}>{words.importFile}</Button>} />;
  const failure = shown.error ?? proposed.error ?? snapshot.error;
  if (failure !== null) return <ErrorPanel error={failure} onRetry={() => { shown.reload(); proposed.reload(); snapshot.reload(); }} />;
  if (shown.snapshotId === null || !proposed.data || !snapshot.data) return <MonitorSkeleton view={place.view} />;
  const reference = place.reference ?? proposed.data.snapshot?.snapshotId ?? null;
  if (reference === null || reference === shown.snapshotId) {
    const name = `${snapshot.data.datasetName} v${snapshot.data.number}`;
    return <Empty view={place.view} sentence={words.emptyOne(name)} action={<Button variant="filled" onClick={() => void importFile()}>{words.importNext}</Button>} />;
  }
  return <ComparisonView place={{ ...place, current: shown.snapshotId, reference }} />;
}

function Empty({ view, sentence, action }: { readonly view: MonitorView; readonly sentence: string; readonly action: ReactNode }) {
  return (
    <>
      <PageHeader title={words.titles[view]} question={words.question} actions={<ViewSwitch place={{ view, current: null, reference: null, column: null }} />} />
      <Card label={words.titles[view]}><EmptyState picture="search" sentence={sentence} action={action} /></Card>
    </>
  );
}

export function MonitorSkeleton({ view }: { readonly view: MonitorView }) {
  return (
    <div aria-busy="true" aria-label={words.loading}>
      <PageHeader title={words.titles[view]} question={words.question} />
      <div className={styles.layout}><div className={styles.main}><Skeleton height={76} /><Skeleton height={560} /></div><Skeleton height={640} /></div>
    </div>
  );
}
