/** From a table as read to the repaired one: its file, its columns, and what stands in the reading about it. */
import type { Reading, RecordCounts } from '@shared/areas/datasets';
import { repairColumns, type Repair } from '@shared/areas/repairs';
import { repairMessages } from '@shared/messages/repairs';
import type { TableSession } from '../../storage/tableSession';
import type { Notice } from '../reading/notices';
import type { StoredColumn } from '../snapshotStore';
import type { SnapshotTable } from '../snapshotTable';
import { applyRepairs, type FailingCondition, type RepairWork } from './applyRepairs';
import { describeRepaired } from './describeRepaired';
import { writeRepaired } from './writeRepaired';

export interface ReadVersion {
  readonly table: SnapshotTable;
  readonly columns: readonly StoredColumn[];
  readonly reading: Reading;
  readonly records: RecordCounts;
  readonly warnings: readonly Notice[];
}

export interface RepairSettings {
  readonly repairs: readonly Repair[];
  readonly failing: FailingCondition;
  readonly parquetPath: string;
  readonly signal: AbortSignal;
}

export interface RepairedVersion extends Omit<ReadVersion, 'table'> {
  readonly rows: number;
}

/** Throws `invalid-input` for a repair that does not fit, or that would leave nothing; `cancelled`. */
export async function repairTable(tables: TableSession, read: ReadVersion, { repairs, failing, parquetPath, signal }: RepairSettings): Promise<RepairedVersion> {
  const { columns, outcomes, rows } = await writeAndDescribe(tables, read, { repairs, by: { failing } }, parquetPath, signal);
  const reading: Reading = { ...read.reading, repairs: [...repairs], repaired: { rows: read.table.rows, columns: read.columns.map(({ name, type, keepsText }) => ({ name, type, keepsText })), outcomes: [...outcomes] } };
  return { rows, columns, reading, records: recordsBut(read.records, reading, read.table.rows - rows), warnings: [...read.warnings, ...repairNotices(repairs, outcomes)] };
}

/** The same once more, by what the repairs came to: answers with the columns to hold against those that were stored. */
export async function repairAgain(tables: TableSession, read: Pick<ReadVersion, 'table' | 'columns'>, { repairs, repaired }: Reading, parquetPath: string, signal: AbortSignal): Promise<readonly StoredColumn[]> {
  return (await writeAndDescribe(tables, read, { repairs: repairs ?? [], by: { recorded: repaired?.outcomes ?? [] } }, parquetPath, signal)).columns;
}

async function writeAndDescribe(tables: TableSession, { table, columns }: Pick<ReadVersion, 'table' | 'columns'>, work: Pick<RepairWork, 'repairs' | 'by'>, parquetPath: string, signal: AbortSignal) {
  const { stored, repaired } = await tables.withConnection(
    async (connection) => {
      const done = await applyRepairs({ connection, base: table, ...work });
      return { repaired: done, stored: await writeRepaired(connection, done, parquetPath) };
    },
    { signal },
  );
  return { columns: await describeRepaired(tables, stored, repaired, columns, signal), outcomes: repaired.outcomes, rows: repaired.rows };
}

/** A record that became several rows is not counted among those set aside: it stands in the table with what is left of it. */
function recordsBut(records: RecordCounts, { unpivot }: Reading, setAside: number): RecordCounts {
  return unpivot === undefined ? { ...records, stored: records.stored - setAside, quarantined: records.quarantined + setAside } : records;
}

/** Counts as they were before the repairs. */
export function recordsAsRead(records: RecordCounts, { unpivot, repaired }: Reading): RecordCounts {
  const setAside = repaired?.outcomes.reduce((sum, outcome) => sum + outcome.setAside, 0) ?? 0;
  return unpivot === undefined ? { ...records, stored: records.stored + setAside, quarantined: records.quarantined - setAside } : records;
}

export const repairNoticeCodes: ReadonlySet<string> = new Set(['repaired-cells', 'set-aside-rows'] satisfies Notice['code'][]);

function repairNotices(repairs: readonly Repair[], outcomes: readonly { readonly changed: number; readonly setAside: number }[]): Notice[] {
  const changed = outcomes.reduce((sum, outcome) => sum + outcome.changed, 0);
  const aside = repairs.flatMap((repair, i): Notice[] => {
    const setAside = outcomes[i]?.setAside ?? 0;
    return setAside === 0 ? [] : [{ code: 'set-aside-rows', message: repairMessages.warnings.setAside(setAside, subjectOf(repair)), count: setAside }];
  });
  return [...aside, ...(changed === 0 ? [] : [{ code: 'repaired-cells' as const, message: repairMessages.warnings.changed(changed, outcomes.filter((outcome) => outcome.changed > 0).length), count: changed }])];
}

function subjectOf(repair: Repair): string {
  return repairColumns(repair).slice(0, 3).join(', ') || repairMessages.wholeTable;
}
