/** Identity of a snapshot: what was read and how, and nothing about when, under which name, or by which DuckDB. */
import type { Column, Reading } from '@shared/areas/datasets';
import { canonicalJson, sha256Hex } from '../kernel/hashing';

export interface SnapshotIdentity {
  readonly sourceSha256: string;
  readonly reading: Reading;
  readonly columns: readonly Pick<Column, 'name' | 'type' | 'digest'>[];
  readonly rows: number;
}

const formatVersion = 1;

/** SHA-256 of the canonical JSON of format version, source, reading, schema, row count and column digests. */
export function snapshotId({ sourceSha256, reading, columns, rows }: SnapshotIdentity): string {
  const schema = columns.map(({ name, type }) => ({ name, type }));
  return sha256Hex(canonicalJson({ formatVersion, sourceSha256, reading, schema, rows, digests: columns.map(({ digest }) => digest) }));
}
