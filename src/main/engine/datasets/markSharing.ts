/** What is said of versions after they were stored, for the shared folder: a note and the version in use as cells, the trash as a deletion, which a note written unseen undoes. */
import { z } from 'zod';
import { datasetsMessages } from '@shared/messages/datasets';
import type { Announce } from '../kernel/area';
import type { Json, SharedKeys, SyncCell, SyncSource } from '../kernel/syncSource';
import type { Db } from '../storage/database';
import { findSnapshot } from './snapshotStore';
import { putInUse, useNewest, writeNote, writeTrashTime } from './versionMarks';

const words = datasetsMessages.sharing;
const markRow = z.object({ id: z.string(), dataset: z.string(), number: z.number(), note: z.string(), trashed_at: z.number().nullable() });
const useRow = z.object({ id: z.string(), dataset_id: z.string(), dataset: z.string() });
const keyOf = (snapshotId: string): string => `snapshot/${snapshotId}`;

export interface MarkSharingParts {
  readonly db: Db;
  readonly keys: SharedKeys;
  readonly announce: Announce;
}

export function createMarksSharing({ db, keys, announce }: MarkSharingParts): SyncSource {
  function* cells(): Generator<SyncCell> {
    const marks = z.array(markRow).parse(db.prepare('select s.id, d.name as dataset, s.number, m.note, m.trashed_at from version_marks m join snapshots s on s.id = m.snapshot_id join datasets d on d.id = s.dataset_id order by s.id').all());
    for (const { id, dataset, number, note, trashed_at: trashedAt } of marks) {
      if (note !== '') yield { key: `${keyOf(id)}/note`, kind: 'version-note', cellClass: 'cell', title: words.note(dataset, number), about: [keyOf(id)], value: note };
      if (trashedAt !== null) yield { key: `${keyOf(id)}/trash`, kind: 'version-trash', cellClass: 'deletion', title: words.trash(dataset, number), about: [keyOf(id)], value: trashedAt };
    }
    for (const { id, dataset_id: datasetId, dataset } of z.array(useRow).parse(db.prepare('select u.snapshot_id as id, u.dataset_id, d.name as dataset from versions_in_use u join datasets d on d.id = u.dataset_id order by u.dataset_id').all())) {
      const key = keys.keyOf(datasetId);
      if (key !== null) yield { key: `${key}/in-use`, kind: 'version-in-use', cellClass: 'cell', title: words.inUse(dataset), about: [key, keyOf(id)], value: id };
    }
  }

  /** False where the dataset, or the version that is put in use, is not here yet. */
  function writeInUse(key: string, value: Json): boolean {
    const datasetId = keys.localOf(key.split('/').slice(0, 2).join('/'));
    if (datasetId === null) return false;
    if (value === null) {
      useNewest(db, datasetId);
      return true;
    }
    const version = findSnapshot(db, z.string().parse(value));
    if (version?.datasetId !== datasetId) return false;
    putInUse(db, datasetId, version.id);
    return true;
  }

  function writeCell(kind: string, key: string, value: Json): boolean {
    if (kind === 'version-in-use') return writeInUse(key, value);
    const id = key.split('/')[1] ?? '';
    if (!findSnapshot(db, id)) return false;
    if (kind === 'version-note') writeNote(db, id, z.string().max(2000).parse(value ?? ''));
    else writeTrashTime(db, id, z.number().int().nullable().parse(value));
    return true;
  }

  return {
    kinds: ['version-note', 'version-trash', 'version-in-use'],
    facts: () => [],
    cells,
    addFact: () => undefined,
    writeCell,
    describe(kind, _key, value) {
      if (kind === 'version-note') return { text: value === null ? words.noNote : z.string().parse(value), evidence: [] };
      if (kind === 'version-trash') return { text: value === null ? words.kept : words.trashed, evidence: [] };
      const version = value === null ? null : findSnapshot(db, z.string().parse(value));
      return { text: version ? words.version(version.number) : words.newest, evidence: [] };
    },
    announce: () => announce('datasets', []),
  };
}
