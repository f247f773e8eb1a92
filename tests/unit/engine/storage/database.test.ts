import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '@engine/storage/database';
import { migrate, type Migration } from '@engine/storage/migrate';
import { migrations } from '@engine/storage/migrations';
import { temporaryFolder } from '../../../helpers/temporary';

const first: Migration = { version: 10, name: 'first', up: (db) => void db.exec('create table things (id text primary key) strict') };
const second: Migration = { version: 20, name: 'second', up: (db) => void db.exec('alter table things add column size integer') };

test('a reopened database has the settings that keep committed facts safe', () => {
  const path = join(temporaryFolder(), 'a.db');
  openDatabase(path).close();
  // A plain connection that leaves the WAL behind would reopen with NORMAL.
  new Database(path).close();
  const db = openDatabase(path);
  expect([db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true }), db.pragma('foreign_keys', { simple: true })]).toEqual(['wal', 2, 1]);
  db.close();
});

test('a file that is no database is refused with a plain message', () => {
  const path = join(temporaryFolder(), 'a.db');
  writeFileSync(path, 'this is not a database, only text that is long enough to be read as a page header');
  expect(() => openDatabase(path)).toThrow(/cannot be opened/);
});

test('migrations run once, in order, and make a back-up of what was there', () => {
  const dir = temporaryFolder();
  const db = openDatabase(join(dir, 'a.db'));
  const backups = join(dir, 'backups');
  expect(migrate(db, [first], backups)).toEqual(['first']);
  expect(existsSync(backups)).toBe(false);
  expect(migrate(db, [first, second], backups)).toEqual(['second']);
  expect(migrate(db, [first, second], backups)).toEqual([]);
  const copy = new Database(join(backups, readdirSync(backups)[0] ?? ''));
  expect(copy.pragma('user_version', { simple: true })).toBe(10);
  copy.close();
  db.close();
});

test('a failing migration leaves the database as it was', () => {
  const db = openDatabase(join(temporaryFolder(), 'a.db'));
  const dir = temporaryFolder();
  migrate(db, [first], dir);
  const failing: Migration = {
    version: 20,
    name: 'failing',
    up(target) {
      target.exec('create table more (id text) strict');
      throw new Error('disk full');
    },
  };
  expect(() => migrate(db, [first, failing], dir)).toThrow('disk full');
  expect(db.pragma('user_version', { simple: true })).toBe(10);
  expect(db.prepare("select count(*) from sqlite_schema where name = 'more'").pluck().get()).toBe(0);
  db.close();
});

test('a newer database is refused by name and left untouched', () => {
  const dir = temporaryFolder();
  const db = openDatabase(join(dir, 'a.db'));
  migrate(db, [first, second], dir);
  expect(() => migrate(db, [first], dir)).toThrow(expect.objectContaining({ code: 'too-new' }));
  expect(db.pragma('user_version', { simple: true })).toBe(20);
  db.close();
});

test('the shipped migrations are in rising order and every table is strict', () => {
  const dir = temporaryFolder();
  mkdirSync(dir, { recursive: true });
  const db = openDatabase(join(dir, 'a.db'));
  migrate(db, migrations, dir);
  const loose: unknown = db.prepare("select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'").pluck().all();
  expect(loose).toEqual([]);
  db.close();
});
