/** Rows of profiles and validations. */
import { z } from 'zod';
import { checkResultSchema, type historyResultSchema, profileSchema, validationSchema, type CheckResult, type Validation } from '@shared/areas/quality';
import { columnsOf, severities } from '@shared/areas/qualitySchema';
import { canonicalJson } from '../kernel/hashing';
import type { Db } from '../storage/database';

/** Raised where a profile's figures change meaning; older ones are made anew. */
const profileFormat = 2;

/** Figures only: what stands out in them also depends on what is known of the columns. */
const figuresSchema = profileSchema.omit({ snapshotId: true, alerts: true });
type ProfileFigures = z.infer<typeof figuresSchema>;

export function findProfile(db: Db, snapshotId: string): ProfileFigures | null {
  const text: unknown = db.prepare('select profile from profiles where snapshot_id = ? and format_version = ?').pluck().get(snapshotId, profileFormat);
  return typeof text === 'string' ? figuresSchema.parse(JSON.parse(text)) : null;
}

export function keepProfile(db: Db, snapshotId: string, figures: ProfileFigures): ProfileFigures {
  db.prepare('insert into profiles (snapshot_id, format_version, profile) values (?, ?, ?) on conflict (snapshot_id) do update set format_version = excluded.format_version, profile = excluded.profile').run(snapshotId, profileFormat, canonicalJson(figures));
  return figures;
}

const validationRow = z.object({ id: z.string(), snapshot_id: z.string(), success: z.number(), statistics: z.string(), results: z.string(), created_at: z.number(), schema_version: z.number().nullable() });

export function addValidation(db: Db, validation: Validation): void {
  db.prepare('insert into validations (id, snapshot_id, success, statistics, results, created_at, schema_version) values (?, ?, ?, ?, ?, ?, ?)').run(
    validation.id,
    validation.snapshotId,
    validation.success ? 1 : 0,
    canonicalJson(validation.statistics),
    canonicalJson(validation.results),
    validation.createdAt,
    validation.schemaVersion,
  );
}

export function findLastValidation(db: Db, snapshotId: string): Validation | null {
  const raw = db.prepare('select * from validations where snapshot_id = ? order by created_at desc, id desc limit 1').get(snapshotId);
  if (raw === undefined) return null;
  const row = validationRow.parse(raw);
  return validationSchema.parse({ id: row.id, snapshotId: row.snapshot_id, success: row.success === 1, statistics: JSON.parse(row.statistics), results: readResults(row.results), createdAt: row.created_at, schemaVersion: row.schema_version });
}

export interface HistoryEntry {
  readonly snapshotId: string;
  readonly number: number;
  readonly createdAt: number;
  readonly results: z.output<typeof historyResultSchema>[];
}

/** Validations of a dataset's versions, oldest first. */
export function readHistory(db: Db, datasetId: string): HistoryEntry[] {
  const rowSchema = z.object({ snapshot_id: z.string(), number: z.number(), created_at: z.number(), results: z.string() });
  const rows = db.prepare('select v.snapshot_id, s.number, v.created_at, v.results from validations v join snapshots s on s.id = v.snapshot_id where s.dataset_id = ? order by v.created_at, v.id').all(datasetId);
  return z.array(rowSchema).parse(rows).map((row) => ({
    snapshotId: row.snapshot_id,
    number: row.number,
    createdAt: row.created_at,
    results: readResults(row.results).map((result) => ({ key: checkKey(result.definition), column: result.column, check: result.check, success: result.success, failureShare: result.failureShare, figure: result.figure ?? null })),
  }));
}

/** What the last validation of each version of a dataset found, by snapshot id; without the rows shown, which are most of it. */
export function lastResults(db: Db, datasetId: string): ReadonlyMap<string, readonly CheckResult[]> {
  const rows = db
    .prepare(
      `select snapshot_id, (select json_group_array(json_set(value, '$.sample', json('[]'))) from json_each(results)) as results from (
         select v.snapshot_id, v.results, row_number() over (partition by v.snapshot_id order by v.created_at desc, v.id desc) as place
         from validations v join snapshots s on s.id = v.snapshot_id where s.dataset_id = ?
       ) where place = 1`,
    )
    .all(datasetId);
  return new Map(z.array(z.object({ snapshot_id: z.string(), results: z.string() })).parse(rows).map((row) => [row.snapshot_id, readResults(row.results)]));
}

/** Names one rule across versions of a schema: its kind, its columns and its arguments. */
export function checkKey({ check, args, ...rest }: CheckResult['definition']): string {
  return canonicalJson([check, columnsOf(rest), args, rest.condition ?? null, ...(rest.by === undefined ? [] : [rest.by])]);
}

const firstFormatResultSchema = z.object({ check: z.string(), column: z.string(), severity: z.enum(severities), success: z.boolean(), failures: z.number(), failureShare: z.number(), sample: z.array(z.unknown()), rule: z.string(), observed: z.string().optional(), definition: z.looseObject({ check: z.string(), column: z.string(), severity: z.enum(severities), allow: z.number(), evidence: z.string().optional() }) });

/** Results of projects written before checks had conditions are brought to today's shape. */
function readResults(text: string): CheckResult[] {
  return z.array(z.union([checkResultSchema, firstFormatResultSchema.transform(fromFirstFormat).pipe(checkResultSchema)])).parse(JSON.parse(text));
}

function fromFirstFormat({ definition, ...result }: z.output<typeof firstFormatResultSchema>): unknown {
  const rows = result.failureShare === 0 ? 0 : Math.round(result.failures / result.failureShare);
  const { check, column, severity, allow, evidence, ...args } = definition;
  return { ...result, columns: [result.column], considered: rows, missing: 0, definition: { check, column, severity, mostly: Number((1 - allow).toPrecision(12)), args, ...(evidence !== undefined && { evidence }) } };
}
