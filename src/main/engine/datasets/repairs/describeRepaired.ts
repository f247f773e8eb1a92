/** Columns of a repaired table: types and roles stay as they were read, counts and digests are those of the repaired cells. */
import type { TableSession } from '../../storage/tableSession';
import { digestColumns } from '../columnDigest';
import { gatherFacts } from '../columnFacts';
import { evidenceOf } from '../columnType';
import type { Storage } from '../reading/columnForm';
import type { SnapshotTable } from '../snapshotTable';
import type { StoredColumn } from '../snapshotStore';
import type { RepairedTable } from './applyRepairs';

/** `stored` is the written table, `base` the columns before. Throws `cancelled`. */
export async function describeRepaired(tables: TableSession, stored: SnapshotTable, { table, outcomes }: RepairedTable, base: readonly StoredColumn[], signal: AbortSignal): Promise<readonly StoredColumn[]> {
  const rowsChanged = outcomes.some(({ setAside }) => setAside > 0);
  const other = table.columns.flatMap(({ touched }, i) => (touched || rowsChanged ? [i] : []));
  const looked = { ...stored, columns: other.flatMap((i) => stored.columns[i] ?? []) };
  const facts = await gatherFacts(tables, looked, looked.columns.map(({ type }) => ({ storage: storageOf(type) })), [], signal);
  const digests = await digestColumns(tables, stored, other, signal);
  return table.columns.map(({ name, type, textField }, i): StoredColumn => {
    const before = base.find((column) => column.name === name);
    const place = other.indexOf(i);
    const fact = facts[place];
    if (before && !fact) return before;
    return {
      name,
      type,
      evidence: fact ? evidenceOf(storageOf(type), fact, stored.rows) : '',
      nulls: fact?.nulls ?? 0,
      distinct: fact?.distinct ?? 0,
      digest: digests[place] ?? '',
      role: before?.role ?? 'feature',
      knownWhen: before?.knownWhen ?? 'before-launch',
      keepsText: textField !== null,
    };
  });
}

function storageOf(type: StoredColumn['type']): Storage {
  return type === 'category' || type === 'id' ? 'text' : type;
}
