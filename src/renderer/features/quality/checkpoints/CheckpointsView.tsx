/** Checkpoints of a dataset: whether this version may be used, what holds versions up, and what was found. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { StoredCheckpoint } from '@shared/areas/checkpoints';
import type { Snapshot } from '@shared/areas/datasets';
import { useQuery } from '../../../engine';
import { Card, ErrorPanel, PageHeader, Skeleton } from '../../../ui';
import { ExportDocument, QualityRooms } from '../QualityRooms';
import { CheckpointEditor } from './CheckpointEditor';
import { CheckpointList } from './CheckpointList';
import styles from './Checkpoints.module.css';
import { checkpointWords as words } from './messages';
import { RunTable } from './RunTable';
import { StandingCard } from './StandingCard';

export function CheckpointsView({ snapshot }: { readonly snapshot: Snapshot }) {
  const { datasetId } = snapshot;
  const checkpoints = useQuery('checkpoints.list', { datasetId });
  const standing = useQuery('checkpoints.standing', { snapshotId: snapshot.id });
  const history = useQuery('checkpoints.history', { datasetId });
  const schema = useQuery('quality.schema', { datasetId });
  const [editing, setEditing] = useState<StoredCheckpoint | 'new' | null>(null);
  const failure = checkpoints.error ?? standing.error ?? history.error ?? schema.error;
  const isReady = checkpoints.data && standing.data && history.data && schema.data !== undefined;
  return (
    <>
      <PageHeader
        title={`${snapshot.datasetName} v${snapshot.number}`}
        question={words.question}
        actions={<><ExportDocument snapshot={snapshot} /><Button variant="filled" disabled={!schema.data} onClick={() => setEditing('new')}>{words.list.add}</Button></>}
      />
      <QualityRooms snapshot={snapshot} room="checkpoints" />
      {failure !== null && <ErrorPanel error={failure} onRetry={() => { checkpoints.reload(); standing.reload(); history.reload(); schema.reload(); }} />}
      {failure === null && !isReady && <Skeleton height={420} />}
      {failure === null && isReady && (
        <div className={styles.layout}>
          <div className={styles.main}>
            <StandingCard snapshotId={snapshot.id} standing={standing.data} />
            <RunTable runs={history.data} />
          </div>
          <Card title={words.list.title}>
            {checkpoints.data.length === 0 && <p className={styles.sentence}>{schema.data === null ? words.list.noRules : words.list.empty}</p>}
            <CheckpointList checkpoints={checkpoints.data} runs={history.data} snapshotId={snapshot.id} onEdit={setEditing} />
          </Card>
        </div>
      )}
      {editing !== null && <CheckpointEditor snapshot={snapshot} checkpoint={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
