/** Back-ups of the project's database: consistent copies by `vacuum into`, each checked before it counts. */
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backupNameSchema, backupReasons, type Backup, type Backups } from '@shared/areas/upkeep';
import { EngineError } from '@shared/contract/errors';
import { upkeepMessages } from '@shared/messages/upkeep';
import type { Db } from './database';
import { moveDurably, writeDurably } from './durableFile';
import type { ProjectFolder } from './projectFolder';

type Reason = Backup['reason'];

const words = upkeepMessages.backups;
const dailyKept = 3;
const otherKept = 10;
const dayMs = 86_400_000;

const planSchema = z.object({ from: backupNameSchema, undo: backupNameSchema, at: z.number().int() });
type RestorePlan = z.infer<typeof planSchema>;
/** Stands from the wish to restore until the next start has done it. */
const planFile = (folder: ProjectFolder): string => join(folder.backupsDir, 'restore.json');
const restoredFile = (folder: ProjectFolder): string => join(folder.backupsDir, 'restored.json');

/** Newest first. */
export function listBackups(folder: ProjectFolder): Backup[] {
  if (!existsSync(folder.backupsDir)) return [];
  return readdirSync(folder.backupsDir)
    .filter((name) => backupNameSchema.safeParse(name).success)
    .map((name) => describe(folder, name))
    .sort((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1));
}

/** Throws `corrupt-store` where the copy does not pass its check; then nothing is kept. */
export function makeBackup(db: Db, folder: ProjectFolder, reason: Reason, now: number): Backup {
  mkdirSync(folder.backupsDir, { recursive: true });
  const name = freeName(folder, reason, now);
  const fresh = join(folder.tempDir, name);
  rmSync(fresh, { force: true });
  try {
    db.prepare('vacuum into ?').run(fresh);
    check(fresh, words.failed);
    moveDurably(fresh, join(folder.backupsDir, name));
  } catch (error) {
    for (const end of ['', '-journal']) rmSync(`${fresh}${end}`, { force: true });
    throw error;
  }
  prune(folder);
  return describe(folder, name);
}

/** Once a day, and only where something was written since the last copy. */
export function backUpDaily(db: Db, folder: ProjectFolder, now: number): Backup | null {
  const newest = listBackups(folder).find(({ reason }) => reason === 'daily' || reason === 'manual');
  if (newest && (now - newest.madeAt < dayMs || lastWrite(folder) <= newest.madeAt)) return null;
  return makeBackup(db, folder, 'daily', now);
}

export function deleteBackup(folder: ProjectFolder, name: string): void {
  rmSync(pathOf(folder, name));
}

/** Reads a copy as it lies there. */
export function readBackup<T>(folder: ProjectFolder, name: string, read: (db: Db) => T): T {
  const db = openCopy(pathOf(folder, name), words.damaged);
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Backs up what is there now and notes the wish; `applyRestore` does it at the next start. */
export function planRestore(db: Db, folder: ProjectFolder, name: string, now: number): { readonly undo: string } {
  const path = pathOf(folder, name);
  const version = check(path, words.damaged);
  if (version > Number(db.pragma('user_version', { simple: true }))) throw new EngineError('too-new', words.newer, { version });
  const undo = makeBackup(db, folder, 'before-restore', now).name;
  // Making room for it may have dropped the oldest copy, which may be the one asked for.
  pathOf(folder, name);
  writeJson(folder, planFile(folder), { from: name, undo, at: now });
  return { undo };
}

/**
 * At the start, with the project's lock held and no database open. The wish stands until all is done, so a crash in
 * between is made good by the next start. A copy that is damaged by now is left alone, and the project with it.
 */
export function applyRestore(folder: ProjectFolder): RestorePlan | null {
  const plan = readJson(planFile(folder));
  if (!plan) return null;
  const source = join(folder.backupsDir, plan.from);
  if (!existsSync(source) || !isSound(source)) {
    rmSync(planFile(folder));
    return null;
  }
  mkdirSync(folder.tempDir, { recursive: true });
  const fresh = join(folder.tempDir, 'restore.db');
  try {
    copyFileSync(source, fresh);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  for (const end of ['-wal', '-shm']) rmSync(`${folder.databasePath}${end}`, { force: true });
  moveDurably(fresh, folder.databasePath);
  writeJson(folder, restoredFile(folder), plan);
  rmSync(planFile(folder));
  return plan;
}

/** The last restore, as long as both copies are there. */
export function lastRestore(folder: ProjectFolder): Backups['restored'] {
  const plan = readJson(restoredFile(folder));
  if (!plan || !existsSync(join(folder.backupsDir, plan.from)) || !existsSync(join(folder.backupsDir, plan.undo))) return null;
  return { from: describe(folder, plan.from), at: plan.at, undo: plan.undo };
}

function describe(folder: ProjectFolder, name: string): Backup {
  const { size, mtimeMs } = statSync(join(folder.backupsDir, name));
  const [, reason, time] = /^almanac-(.+)-(\d{13})\.db$/.exec(name) ?? [];
  const known = backupReasons.find((each) => each === reason);
  // Copies before an update are named by their format; their time is the file's.
  return { name, reason: known ?? 'before-update', madeAt: known ? Number(time) : Math.round(mtimeMs), sizeBytes: size };
}

function freeName(folder: ProjectFolder, reason: Reason, now: number): string {
  for (let time = now; ; time++) {
    const name = `almanac-${reason}-${time}.db`;
    if (!existsSync(join(folder.backupsDir, name))) return name;
  }
}

function pathOf(folder: ProjectFolder, name: string): string {
  const path = join(folder.backupsDir, backupNameSchema.parse(name));
  if (!existsSync(path)) throw new EngineError('not-found', words.unknown, { name });
  return path;
}

/** @returns the format of the copy */
function check(path: string, complaint: string): number {
  const db = openCopy(path, complaint);
  try {
    const verdict: unknown = db.pragma('integrity_check', { simple: true });
    const astray = db.prepare('select count(*) from pragma_foreign_key_check').pluck().get();
    if (verdict !== 'ok' || astray !== 0) throw new EngineError('corrupt-store', complaint, { verdict, astray });
    return Number(db.pragma('user_version', { simple: true }));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError('corrupt-store', complaint, {}, { cause: error });
  } finally {
    db.close();
  }
}

function openCopy(path: string, complaint: string): Db {
  try {
    return new Database(path, { readonly: true });
  } catch (error) {
    throw new EngineError('corrupt-store', complaint, {}, { cause: error });
  }
}

function isSound(path: string): boolean {
  try {
    check(path, words.damaged);
    return true;
  } catch {
    return false;
  }
}

/** Three daily copies, ten of every other kind. What a restore can be undone with stays. */
function prune(folder: ProjectFolder): void {
  const undo = readJson(restoredFile(folder))?.undo;
  const backups = listBackups(folder);
  for (const reason of backupReasons) {
    const old = backups.filter((backup) => backup.reason === reason).slice(reason === 'daily' ? dailyKept : otherKept);
    for (const { name } of old) if (name !== undo) rmSync(join(folder.backupsDir, name));
  }
}

function lastWrite(folder: ProjectFolder): number {
  return Math.max(...['', '-wal'].map((end) => statSync(`${folder.databasePath}${end}`, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

function readJson(path: string): RestorePlan | null {
  try {
    return planSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function writeJson(folder: ProjectFolder, path: string, plan: RestorePlan): void {
  writeDurably(join(folder.tempDir, 'restore.json'), path, Buffer.from(JSON.stringify(plan)));
}
