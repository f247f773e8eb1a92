/** The way between the rules of a version, their history and its checkpoints, and out as a document. */
import { Button } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import { formatAddress, navigate } from '../../app/router';
import { useSaveOutput } from '../../app/useSaveOutput';
import { useQuery } from '../../engine';
import { ErrorPanel, Segmented } from '../../ui';
import { roomMessages as words } from './roomMessages';

export const qualityRooms = ['rules', 'history', 'checkpoints'] as const;
export type QualityRoom = (typeof qualityRooms)[number];

export function QualityRooms({ snapshot, room }: { readonly snapshot: Snapshot; readonly room: QualityRoom }) {
  const { data } = useQuery('checkpoints.standing', { snapshotId: snapshot.id });
  const blocking = data?.blocking.length ?? 0;
  return (
    <Segmented
      label={words.label}
      value={room}
      onChange={(chosen) => navigate(formatAddress('quality', chosen === 'rules' ? [snapshot.id] : [snapshot.id, chosen]))}
      options={qualityRooms.map((value) => ({ value, label: words.rooms[value], ...(value === 'checkpoints' && blocking > 0 ? { count: blocking } : {}) }))}
    />
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
