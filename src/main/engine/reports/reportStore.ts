/** Rows of reports that were written. */
import { z } from 'zod';
import type { Db } from '../storage/database';
import type { ReportSubject } from './reportDocument';

export interface StoredReport {
  readonly id: string;
  /** A kind of the lineage, with the id of such a thing. */
  readonly subject: { readonly kind: 'run' | 'forecast' | 'seriesForecast'; readonly id: string };
  readonly format: string;
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly writtenAt: number;
}

const rowSchema = z
  .object({ id: z.string(), subject_kind: z.enum(['run', 'forecast', 'seriesForecast']), subject_id: z.string(), format: z.string(), name: z.string(), sha256: z.string(), size_bytes: z.number(), written_at: z.number() })
  .transform(({ subject_kind, subject_id, size_bytes, written_at, ...row }): StoredReport => ({ ...row, subject: { kind: subject_kind, id: subject_id }, sizeBytes: size_bytes, writtenAt: written_at }));

export function subjectOf(subject: ReportSubject): StoredReport['subject'] {
  if ('runId' in subject) return { kind: 'run', id: subject.runId };
  return 'forecastId' in subject ? { kind: 'forecast', id: subject.forecastId } : { kind: 'seriesForecast', id: subject.seriesForecastId };
}

/** The same bytes written again are the same report, with the time of the last writing. */
export function keepReport(db: Db, { subject, ...report }: StoredReport): void {
  db.prepare(
    `insert into reports (id, subject_kind, subject_id, format, name, sha256, size_bytes, written_at) values (@id, @kind, @subjectId, @format, @name, @sha256, @sizeBytes, @writtenAt)
     on conflict (subject_kind, subject_id, format, sha256) do update set written_at = excluded.written_at, name = excluded.name`,
  ).run({ ...report, kind: subject.kind, subjectId: subject.id });
}

export function findReport(db: Db, id: string): StoredReport | null {
  const row: unknown = db.prepare('select * from reports where id = ?').get(id);
  return row === undefined ? null : rowSchema.parse(row);
}

/** Newest first. */
export function reportIdsOf(db: Db, { kind, id }: StoredReport['subject']): readonly string[] {
  return z.array(z.string()).parse(db.prepare('select id from reports where subject_kind = ? and subject_id = ? order by written_at desc, id').pluck().all(kind, id));
}
