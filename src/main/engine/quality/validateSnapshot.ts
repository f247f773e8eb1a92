/** Validates one version and keeps what came: for people, checkpoints and pipelines alike. */
import type { Snapshot } from '@shared/areas/datasets';
import type { Reference, Validation } from '@shared/areas/quality';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { recordsAsRead, type Datasets } from '@engine/datasets';
import type { Announce } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { addValidation } from './qualityStore';
import type { Surroundings } from './run/checkRun';
import { findSchema, isSameSchema } from './schemaStore';
import { validateTable } from './validateTable';

export interface ValidationParts {
  readonly db: Db;
  readonly tables: TableSession;
  readonly ports: Pick<Ports, 'clock' | 'ids'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'snapshot' | 'table' | 'storedVersions'>;
}

/** Throws `not-found`, `cancelled`, `invalid-input` where the schema itself cannot be right. */
export async function validateSnapshot(parts: ValidationParts, snapshot: Snapshot, schema: DataSchema, signal: AbortSignal, references: readonly Reference[] = []): Promise<Validation> {
  const { db, tables, ports, announce, datasets } = parts;
  const { outcomes, failingRows } = await validateTable(tables, await datasets.table(snapshot.id), schema, surroundingsOf(parts, snapshot, references), signal);
  const results = outcomes.map(({ result }) => result);
  const passed = results.filter(({ success }) => success).length;
  const saved = findSchema(db, snapshot.datasetId);
  const validation: Validation = {
    id: ports.ids.next(),
    snapshotId: snapshot.id,
    success: results.every(({ success, severity }) => success || severity !== 'critical'),
    statistics: { checks: results.length, passed, failed: results.length - passed, failingRows },
    results,
    createdAt: ports.clock.now(),
    schemaVersion: saved !== null && isSameSchema(saved.schema, schema) ? saved.version : null,
  };
  addValidation(db, validation);
  announce('quality', [snapshot.id]);
  return validation;
}

/** A reference answers to its names before a dataset of the project does. Without an earlier version, references of the same columns stand for earlier imports. */
export function surroundingsOf({ ports, datasets }: Pick<ValidationParts, 'ports' | 'datasets'>, { datasetId, number, columns, sourceSha256, reading, warnings, records }: Snapshot, references: readonly Reference[] = []): Surroundings {
  return {
    now: ports.clock.now(),
    // Asked for by few checks, while others are counted with every key that is pressed.
    earlierRows() {
      // The same file read or repaired in another way did not arrive once more.
      const earlier = datasets.storedVersions().filter((version) => version.datasetId === datasetId && version.number < number && version.sourceSha256 !== sourceSha256).sort((a, b) => a.number - b.number);
      const alike = references.map(({ snapshotId }) => datasets.snapshot(snapshotId)).filter((other) => other.columns.length === columns.length && columns.every(({ name }) => other.columns.some((column) => column.name === name)));
      return (earlier.length > 0 ? earlier : alike).map(({ rows }) => rows);
    },
    findings: warnings,
    quarantined: recordsAsRead(records, reading).quarantined,
    reference: (dataset) => datasets.table(references.find(({ names }) => names.includes(dataset))?.snapshotId ?? datasets.snapshot(dataset).id),
  };
}
