/** Rows of what other areas told the inbox. */
import { z } from 'zod';
import { noticeSchema, type InboxNotice } from '@shared/areas/monitoring';
import type { Db } from '../../storage/database';

const rowSchema = z.object({ id: z.number(), dataset_id: z.string(), snapshot_id: z.string(), severity: noticeSchema.shape.severity, title: z.string(), message: z.string(), seen: z.number(), at: z.number() });

export function insertNotice(db: Db, { datasetId, snapshotId, severity, title, message, at }: Omit<InboxNotice, 'id' | 'seen'>): void {
  db.prepare('insert into notices (dataset_id, snapshot_id, severity, title, message, seen, at) values (?, ?, ?, ?, ?, 0, ?)').run(datasetId, snapshotId, severity, title, message, at);
}

/** Newest first. */
export function listNotices(db: Db, limit: number): InboxNotice[] {
  return z.array(rowSchema).parse(db.prepare('select * from notices order by id desc limit ?').all(limit)).map((row) => ({ id: row.id, datasetId: row.dataset_id, snapshotId: row.snapshot_id, severity: row.severity, title: row.title, message: row.message, seen: row.seen === 1, at: row.at }));
}
