/** Projects on this computer: the sample of a first start, and the list of recent ones. */
import { app } from 'electron';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { RecentProject } from '@shared/contract/bridge';
import { EngineError } from '@shared/contract/errors';
import { shellMessages } from '@shared/messages/shell';
import { readJsonFile, writeJsonFile } from './jsonFile';

const recentSchema = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.number().int() }));
const recentLimit = 12;
const recentFile = (): string => join(app.getPath('userData'), 'recent.json');

export const sampleProject = (): string => join(app.getPath('userData'), 'projects', 'Sample');

export function isProject(folder: string): boolean {
  return existsSync(join(folder, 'almanac.json'));
}

/** The project to open at start: the one asked for, else the last one that is still there, else the sample. */
export function projectAtStart(asked: string | null): string {
  if (asked !== null) return resolve(asked);
  const last = readRecent().find(({ path }) => isProject(path));
  return last?.path ?? sampleProject();
}

export function rememberProject(path: string, name: string): void {
  const others = readRecent().filter((each) => each.path !== path);
  writeJsonFile(recentFile(), [{ path, name, openedAt: Date.now() }, ...others].slice(0, recentLimit));
  if (process.platform !== 'linux') app.addRecentDocument(path);
}

export function listRecent(current: string): readonly RecentProject[] {
  return readRecent().map(({ path, name, openedAt }) => ({ id: idOf(path), name, folder: dirname(path), openedAt, current: path === current }));
}

/** Keeps the one that is open; the projects themselves stay where they are. */
export function clearRecent(current: string): void {
  writeJsonFile(recentFile(), readRecent().filter(({ path }) => path === current));
  app.clearRecentDocuments();
}

export function findRecent(id: string): string {
  const found = readRecent().find(({ path }) => idOf(path) === id);
  if (!found) throw new EngineError('not-found', shellMessages.errors.unknownRecent);
  if (!isProject(found.path)) throw new EngineError('not-found', shellMessages.errors.recentGone);
  return found.path;
}

export function requireProject(folder: string): string {
  if (!isProject(folder)) throw new EngineError('invalid-input', shellMessages.errors.notAProject);
  return folder;
}

/** A folder for a new project: not there yet, or empty. The engine makes it. */
export function requireFreeFolder(folder: string): string {
  const isFree = !existsSync(folder) || (statSync(folder).isDirectory() && readdirSync(folder).length === 0);
  if (!isFree) throw new EngineError('invalid-input', shellMessages.errors.folderInUse);
  return folder;
}

function readRecent(): z.infer<typeof recentSchema> {
  return readJsonFile(recentFile(), recentSchema, []);
}

/** Stands for the path in the window. */
function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 24);
}
