/** The shipped steps: rows survive each of them, and none is edited after the fact. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openDatabase, type Db } from '@engine/storage/database';
import { migrate } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { temporaryFolder } from '../../../helpers/temporary';

const columnSchema = z.object({ name: z.string(), type: z.enum(['TEXT', 'INTEGER', 'REAL', 'BLOB']) });
type TableColumn = z.infer<typeof columnSchema>;

function openEmpty(): { readonly db: Db; readonly backups: string } {
  const folder = temporaryFolder();
  const db = openDatabase(join(folder, 'almanac.db'));
  onTestFinished(() => void db.close());
  return { db, backups: join(folder, 'backups') };
}

/** In the order they were made, so that a table comes after those it refers to. */
function tablesOf(db: Db): ReadonlyMap<string, readonly TableColumn[]> {
  const names = z.array(z.string()).parse(db.prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'schema_steps' order by rowid").pluck().all());
  return new Map(names.map((table) => [table, z.array(columnSchema).parse(db.prepare('select name, upper(type) as type from pragma_table_info(?)').all(table))]));
}

/** One text in every column of text: so every reference finds its row. Columns with a closed list take one of its words. */
const text = 'Größe "1", it\'s';
const listed = new Map([['jobs.state', 'succeeded'], ['runs.state', 'finished'], ['tunings.state', 'finished'], ['tuning_trials.state', 'finished'], ['experiments.target_transform', 'log1p'], ['registered_models.task', 'regression'], ['gate_evaluations.verdict', 'pass'], ['decisions.kind', 'promoted'], ['sync_batches.state', 'sent'], ['sync_cells.class', 'cell']]);

function fillRow(db: Db, table: string, columns: readonly TableColumn[]): void {
  const values = columns.map(({ name, type }) => listed.get(`${table}.${name}`) ?? { TEXT: text, INTEGER: 1, REAL: 0.1, BLOB: Buffer.of(0, 255) }[type]);
  db.prepare(`insert into "${table}" values (${columns.map(() => '?').join(', ')})`).run(values);
}

function rowsOf(db: Db, tables: ReadonlyMap<string, readonly TableColumn[]>): unknown {
  return [...tables].map(([table, columns]) => [table, db.prepare(`select ${columns.map(({ name }) => `"${name}"`).join(', ')} from "${table}"`).all()]);
}

test.each(migrations.slice(1).map(({ name }, i) => [name, i + 1] as const))('the step %s keeps every row that was there', (_, position) => {
  const { db, backups } = openEmpty();
  migrate(db, migrations.slice(0, position), backups);
  const tables = tablesOf(db);
  db.transaction(() => {
    // A later step may add references to tables made after.
    db.pragma('defer_foreign_keys = on');
    for (const [table, columns] of tables) fillRow(db, table, columns);
  })();
  const before = rowsOf(db, tables);
  expect(migrate(db, migrations, backups)).toEqual(migrations.slice(position).map(({ name }) => name));
  expect(rowsOf(db, tables)).toEqual(before);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('the schema is the one on record: a shipped step is never edited, a new step comes with a new record', async () => {
  const { db, backups } = openEmpty();
  migrate(db, migrations, backups);
  const statements = z.array(z.string()).parse(db.prepare('select sql from sqlite_schema where sql is not null order by rowid').pluck().all());
  const record = [`-- Made by the tests from all migrations, the newest being ${migrations.at(-1)?.version}.`, ...statements.map((sql) => `${sql.replaceAll(/^ {6}/gm, '')};`)].join('\n\n');
  await expect(`${record}\n`).toMatchFileSnapshot('../../../fixtures/schema.sql');
});
