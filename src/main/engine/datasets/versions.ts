/** What the analyst does with versions after they are stored: use an older one again, note, trash. */
import type { datasetsEndpoints } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Clock } from '../kernel/ports';
import type { Db } from '../storage/database';
import { getSnapshot, versionIds, type StoredSnapshot } from './snapshotStore';
import { putInTrash, putInUse, takeFromTrash, useNewest, writeNote } from './versionMarks';

const words = datasetsMessages.refused;

type VersionEndpoints = Pick<typeof datasetsEndpoints, 'datasets.restore' | 'datasets.setNote' | 'datasets.moveToTrash' | 'datasets.takeFromTrash'>;

export function versionHandlers(db: Db, clock: Clock, announce: Announce): Handlers<VersionEndpoints> {
  function changed(versions: readonly StoredSnapshot[]): { done: true } {
    announce('datasets', [...new Set(versions.map(({ datasetId }) => datasetId))]);
    return { done: true };
  }

  return {
    'datasets.restore': ({ snapshotId }) => {
      const version = getSnapshot(db, snapshotId);
      if (version.trashedAt !== undefined) throw inTrash(version);
      // The newest one is in use by itself, also after the next import.
      if (versionIds(db, version.datasetId)[0] === snapshotId) useNewest(db, version.datasetId);
      else putInUse(db, version.datasetId, snapshotId);
      return changed([version]);
    },
    'datasets.setNote': ({ snapshotId, note }) => {
      const version = getSnapshot(db, snapshotId);
      writeNote(db, snapshotId, note.trim());
      return changed([version]);
    },
    'datasets.moveToTrash': ({ snapshotIds }) => {
      const versions = snapshotIds.map((id) => getSnapshot(db, id));
      const already = versions.find(({ trashedAt }) => trashedAt !== undefined);
      if (already) throw inTrash(already);
      putInTrash(db, snapshotIds, clock.now());
      return changed(versions);
    },
    'datasets.takeFromTrash': ({ snapshotIds }) => {
      const versions = snapshotIds.map((id) => getSnapshot(db, id));
      const gone = versions.find(({ removedAt }) => removedAt !== undefined);
      if (gone) throw removed(gone);
      takeFromTrash(db, snapshotIds);
      return changed(versions);
    },
  };
}

/** Throws `not-found` where the version's rows and its file were cleared from the trash. */
export function assertKept(version: StoredSnapshot): void {
  if (version.removedAt !== undefined) throw removed(version);
}

function inTrash({ id, datasetName, number }: StoredSnapshot): EngineError {
  return new EngineError('conflict', words.inTrash(datasetName, number), { snapshotId: id });
}

function removed({ id, datasetName, number }: StoredSnapshot): EngineError {
  return new EngineError('not-found', words.removed(datasetName, number), { snapshotId: id });
}
