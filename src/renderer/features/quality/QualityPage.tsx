/** Quality: which rules hold, which rows break one, and the rules themselves as a draft with live counts. */
import { Button } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import { useCurrentData, useShownSnapshot } from '../../app/currentData';
import { navigate, useAddress } from '../../app/router';
import { useImportFile } from '../../app/waitingFiles';
import { useQuery } from '../../engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Skeleton } from '../../ui';
import { CheckpointsView } from './checkpoints/CheckpointsView';
import { HistoryView } from './history/HistoryView';
import { qualityMessages } from './messages';
import styles from './Quality.module.css';
import { QualityView } from './QualityView';
import { useQuality } from './useQuality';

export function QualityPage() {
  const { parts } = useAddress();
  const importFile = useImportFile();
  const shown = useShownSnapshot(parts[0] ?? null);
  const snapshot = useQuery('datasets.snapshot', shown.snapshotId === null ? null : { ref: shown.snapshotId });
  if (snapshot.data && parts[1] === 'history') return <HistoryView key={snapshot.data.id} snapshot={snapshot.data} />;
  if (snapshot.data && parts[1] === 'checkpoints') return <CheckpointsView key={snapshot.data.id} snapshot={snapshot.data} />;
  if (shown.none) {
    return (
      <>
        <PageHeader title={qualityMessages.title} question={qualityMessages.question} />
        <Card label={qualityMessages.title}><EmptyState picture="checks" sentence={qualityMessages.empty} action={<Button variant="filled" onClick={() => void importFile()}>{qualityMessages.importFile}</Button>} /></Card>
      </>
    );
  }
  const failure = shown.error ?? snapshot.error;
  if (failure !== null) return <ErrorPanel error={failure} onRetry={() => { shown.reload(); snapshot.reload(); }} action={<Button size="xs" onClick={() => { useCurrentData.getState().look(null); navigate('#/quality'); }}>{qualityMessages.showNewest}</Button>} />;
  if (!snapshot.data) return <QualitySkeleton />;
  return <SnapshotQuality key={snapshot.data.id} snapshot={snapshot.data} />;
}

function SnapshotQuality({ snapshot }: { readonly snapshot: Snapshot }) {
  const state = useQuality(snapshot);
  const title = `${snapshot.datasetName} v${snapshot.number}`;
  if (state.quality) return <QualityView snapshot={snapshot} quality={state.quality} />;
  return state.error === null ? <QualitySkeleton title={title} /> : <><PageHeader title={title} question={qualityMessages.question} /><ErrorPanel error={state.error} onRetry={state.reload} /></>;
}

export function QualitySkeleton({ title = qualityMessages.title }: { readonly title?: string }) {
  return (
    <div aria-busy="true">
      <PageHeader title={title} question={qualityMessages.question} />
      <div className={styles.layout}><Skeleton height={640} /><Skeleton height={640} /><Skeleton height={420} /></div>
    </div>
  );
}
