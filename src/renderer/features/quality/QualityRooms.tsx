/** The way between the views of a version's rules, their history and its checkpoints, and out as a document. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { formatAddress, navigate } from '../../app/router';
import { useSaveOutput } from '../../app/useSaveOutput';
import { useQuery } from '../../engine';
import { ErrorPanel, Segmented } from '../../ui';
import styles from './Quality.module.css';
import { qualityViews, type QualityViewName } from './qualityAddress';
import { roomMessages as words } from './roomMessages';

export type QualityRoom = QualityViewName | 'history' | 'checkpoints';
const rooms: readonly QualityRoom[] = [...qualityViews, 'history', 'checkpoints'];

interface QualityRoomsProps {
  readonly snapshot: Snapshot;
  readonly room: QualityRoom;
  readonly counts?: Partial<Record<QualityRoom, number>>;
  /** What stands at the right of the line. */
  readonly children?: ReactNode;
}

export function QualityRooms({ snapshot, room, counts = {}, children }: QualityRoomsProps) {
  const { data } = useQuery('checkpoints.standing', { snapshotId: snapshot.id });
  const blocking = data?.blocking.length ?? 0;
  const countOf = (each: QualityRoom): number => (each === 'checkpoints' ? blocking : (counts[each] ?? 0));
  return (
    <div className={styles.toolbar}>
      <Segmented
        label={words.label}
        value={room}
        onChange={(chosen) => navigate(formatAddress('quality', chosen === 'checks' ? [snapshot.id] : [snapshot.id, chosen]))}
        options={rooms.map((value) => ({ value, label: words.rooms[value], ...(countOf(value) > 0 && { count: countOf(value) }) }))}
      />
      {children}
    </div>
  );
}

/** Writes the document of the version's last check and asks where to save it. */
export function ExportDocument({ snapshot }: { readonly snapshot: Snapshot }) {
  const { write, writing, error } = useSaveOutput('quality.document');
  const { data } = useQuery('quality.lastValidation', { snapshotId: snapshot.id });
  return (
    <>
      <Button loading={writing} disabled={data === undefined || data === null} title={data === null ? words.checkFirst : undefined} onClick={() => write({ snapshotId: snapshot.id })}>{words.document}</Button>
      {error !== null && <ErrorPanel error={error} />}
    </>
  );
}
