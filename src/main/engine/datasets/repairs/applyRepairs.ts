/** Applies repairs one after another to a stored table, or again as they came out before. */
import { repairColumns, type Repair, type RepairOf, type RepairOutcome, type RowCheck } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { repairMessages } from '@shared/messages/repairs';
import type { TableConnection } from '../../storage/tableSession';
import type { SnapshotTable } from '../snapshotTable';
import { planCells } from './cellRepairs';
import { packRows, unpackRows } from './rowList';
import { storedLiteral } from './storedLiteral';
import { keptRows, withColumn, withoutRows, withValues, workingColumn, workOn, type WorkingTable } from './workingTable';

/** SQL that is true for the rows that fail a check, never null; it may lean on tables of the connection. Throws `invalid-input` where the check has no failing rows. */
export type FailingCondition = (connection: TableConnection, table: SnapshotTable, check: RowCheck, place: number) => Promise<string>;

export interface RepairWork {
  readonly connection: TableConnection;
  readonly base: SnapshotTable;
  readonly repairs: readonly Repair[];
  /** How the rows of a check are found, or what came out before: then nothing is decided again. */
  readonly by: { readonly failing: FailingCondition } | { readonly recorded: readonly RepairOutcome[] };
}

export interface RepairedTable {
  readonly table: WorkingTable;
  /** One for each repair. */
  readonly outcomes: readonly RepairOutcome[];
  /** Rows left. */
  readonly rows: number;
}

/** Throws `invalid-input` for a repair that does not fit the table, and where no row or no column would be left; `cancelled`. */
export async function applyRepairs({ connection, base, repairs, by }: RepairWork): Promise<RepairedTable> {
  let table = workOn(base);
  let { rows } = base;
  const outcomes: RepairOutcome[] = [];
  for (const [place, repair] of repairs.entries()) {
    const recorded = 'recorded' in by ? by.recorded[place] : undefined;
    const done = await applyOne(connection, { table, rows, place }, repair, 'failing' in by ? by.failing : recordedOnly, recorded);
    table = done.table;
    rows -= done.outcome.setAside;
    outcomes.push(done.outcome);
    if (rows === 0) throw new EngineError('invalid-input', repairMessages.refused.noRows(base.rows), { step: place });
    if (table.columns.length === 0) throw new EngineError('invalid-input', repairMessages.refused.noColumns, { step: place });
  }
  return { table, outcomes, rows };
}

const recordedOnly: FailingCondition = () => Promise.reject(new Error('A repair is done again without what came out before.'));

interface Present {
  readonly table: WorkingTable;
  readonly rows: number;
  readonly place: number;
}

interface Done {
  readonly table: WorkingTable;
  readonly outcome: RepairOutcome;
}

async function applyOne(connection: TableConnection, { table, rows, place }: Present, repair: Repair, failing: FailingCondition, recorded: RepairOutcome | undefined): Promise<Done> {
  switch (repair.kind) {
    case 'quarantine': {
      const found = await failingRows(connection, { table, rows, place }, repair.check, failing, recorded);
      return { table: withoutRows(table, found.name, place), outcome: { changed: 0, setAside: found.rows.length, rows: packRows(found.rows) } };
    }
    case 'clear': {
      const column = workingColumn(table, clearedColumn(repair));
      const found = await failingRows(connection, { table, rows, place }, repair.check, failing, recorded);
      const value = `case when row in (select row from ${found.name}) then null else ${column.field} end`;
      const changed = recorded?.changed ?? Number((await connection.rows(`select count(*) from ${keptRows(table)} where row in (select row from ${found.name}) and ${column.field} is not null`)).rows[0]?.[0]);
      return { table: withValues(table, column, value, column.type, place), outcome: { changed, setAside: 0, rows: packRows(found.rows) } };
    }
    case 'drop-columns': {
      const dropped = new Set(repair.columns.map((column) => workingColumn(table, column).name));
      return kept(table, (name) => !dropped.has(name));
    }
    case 'keep-columns': {
      const wanted = new Set(repair.columns.map((column) => workingColumn(table, column).name));
      return kept(table, (name) => wanted.has(name));
    }
    case 'add-column': {
      const { column: name, type, value } = repair;
      if (table.columns.some((column) => column.name === name)) return { table, outcome: { changed: 0, setAside: 0 } };
      return { table: withColumn(table, name, storedLiteral({ name, type }, value), type), outcome: { changed: rows, setAside: 0 } };
    }
    default: {
      const { column, value, type, filled } = await planCells(connection, table, repair, recorded?.value);
      const present = workingColumn(table, column);
      const { field } = present;
      const differs = repair.kind === 'coerce' ? `${field} is not null` : `(${value}) is distinct from ${field}`;
      const changed = recorded?.changed ?? Number((await connection.rows(`select count(*) from ${keptRows(table)} where ${differs}`)).rows[0]?.[0]);
      return { table: changed === 0 && repair.kind !== 'coerce' ? table : withValues(table, present, value, type, place), outcome: { changed, setAside: 0, ...(filled !== undefined && { value: filled }) } };
    }
  }
}

function kept(table: WorkingTable, stays: (name: string) => boolean): Done {
  return { table: { ...table, columns: table.columns.filter(({ name }) => stays(name)) }, outcome: { changed: 0, setAside: 0 } };
}

function clearedColumn(repair: RepairOf<'clear'>): string {
  const [column, ...others] = repairColumns(repair);
  if (column === undefined || others.length > 0) throw new EngineError('invalid-input', repairMessages.refused.severalToClear(repairColumns(repair).join(', ') || repairMessages.wholeTable), { check: repair.check.check });
  return column;
}

/** In a table of the connection, by their numbers as read. */
async function failingRows(connection: TableConnection, { table, rows, place }: Present, check: RowCheck, failing: FailingCondition, recorded: RepairOutcome | undefined): Promise<{ readonly name: string; readonly rows: readonly number[] }> {
  const name = `failing_rows_${place}`;
  if (recorded) {
    const known = unpackRows(recorded.rows ?? '');
    await noteRows(connection, name, known);
    return { name, rows: known };
  }
  const condition = await failing(connection, { source: keptRows(table), statistics: '', rows, columns: table.columns }, check, place);
  await connection.run(`create or replace temp table ${name} as select row from ${keptRows(table)} where ${condition}`);
  const { values } = await connection.columns(`select row from ${name} order by row`);
  return { name, rows: (values[0] ?? []).map(Number) };
}

async function noteRows(connection: TableConnection, name: string, rows: readonly number[]): Promise<void> {
  await connection.run(`create or replace temp table ${name} (row bigint)`);
  const appender = await connection.createAppender(name);
  for (const row of rows) {
    appender.appendBigInt(BigInt(row));
    appender.endRow();
  }
  appender.closeSync();
}
