/** Answers about tables that took a while: kept by all that went into them, so that none is measured twice in a project. */
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import type { Db } from '../../storage/database';
import { fitVersions } from '../../training';
import type { PreparedRace } from '../prepareRace';

export const studyKinds = ['radar', 'structure', 'honesty', 'control', 'split'] as const;
export type StudyKind = (typeof studyKinds)[number];

export interface StudyStore {
  /** The answer known for the key, or the one measured now. */
  remember<T>(kind: StudyKind, subject: string, key: unknown, schema: z.ZodType<T>, measure: () => Promise<T>): Promise<T>;
  /** The newest answer about a subject, or null. */
  newest<T>(kind: StudyKind, subject: string, schema: z.ZodType<T>): T | null;
}

/** Rises with every change of what detectors, scores or advice say of the same table. */
const version = 1;
const mostKept = 500;
const answerSchema = z.object({ answer: z.string() });

export function createStudyStore(db: Db, now: () => number): StudyStore {
  function read<T>(row: unknown, schema: z.ZodType<T>): T | null {
    if (row === undefined) return null;
    const parsed = schema.safeParse(JSON.parse(answerSchema.parse(row).answer));
    return parsed.success ? parsed.data : null;
  }
  return {
    async remember(kind, subject, parts, schema, measure) {
      const key = sha256Hex(canonicalJson([version, fitVersions('gradient-boosting'), fitVersions('random-forest'), kind, parts]));
      const known = read(db.prepare('select answer from studies where key = ?').get(key), schema);
      if (known !== null) return known;
      const answer = await measure();
      db.prepare('insert or replace into studies (key, kind, subject, answer, created_at) values (?, ?, ?, ?, ?)').run(key, kind, subject, JSON.stringify(answer), now());
      db.prepare('delete from studies where rowid in (select rowid from studies order by created_at desc, rowid desc limit -1 offset ?)').run(mostKept);
      return answer;
    },
    newest: (kind, subject, schema) => read(db.prepare('select answer from studies where kind = ? and subject = ? order by created_at desc, rowid desc limit 1').get(kind, subject), schema),
  };
}

export function subjectOf({ snapshotId, target }: { readonly snapshotId: string; readonly target: string }): string {
  return `${snapshotId} ${target}`;
}

/** Rows and first folds of a race, by the bytes of their numbers. */
export function planKey({ table, plan, snapshot, request, transform }: PreparedRace): readonly unknown[] {
  const bytes = (rows: Int32Array): Uint8Array => new Uint8Array(rows.slice().buffer);
  const first = plan.folds.filter(({ repeat }) => repeat === plan.folds[0]?.repeat);
  return [snapshot.id, request.target, transform, request.seed, request.split, request.groupBy ?? null, request.keepTogether, sha256Hex(bytes(table.rowNumbers)), first.map(({ repeat, fold, test }) => [repeat, fold, sha256Hex(bytes(test))])];
}
