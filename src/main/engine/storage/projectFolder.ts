/** A project is one folder that can be zipped and opened elsewhere; nothing in it holds an absolute path. */
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { decodeDocument, parseJsonDocument } from '../kernel/jsonDocument';
import { writeDurably } from './durableFile';

export const projectFormatVersion = 1;

const manifestSchema = z.object({ format: z.literal('almanac-project'), formatVersion: z.number().int().positive(), id: z.string().min(1), name: z.string().min(1) });
export type ProjectManifest = z.infer<typeof manifestSchema>;

export interface ProjectFolder {
  readonly dir: string;
  readonly databasePath: string;
  readonly objectsDir: string;
  readonly tempDir: string;
  readonly backupsDir: string;
  readonly logsDir: string;
  readonly lockPath: string;
}

export function projectFolder(dir: string): ProjectFolder {
  const root = resolve(dir);
  return {
    dir: root,
    databasePath: join(root, 'almanac.db'),
    objectsDir: join(root, 'objects'),
    tempDir: join(root, 'tmp'),
    backupsDir: join(root, 'backups'),
    logsDir: join(root, 'logs'),
    lockPath: join(root, 'engine.lock'),
  };
}

/** What the project keeps itself in, by whatever way the path leads there. A file of the user's that lies beside it is not meant. */
export function isOwnFile(folder: ProjectFolder, path: string): boolean {
  const [first = ''] = relative(followed(folder.dir), followed(path)).split(sep);
  return ownNames.has(first) || first === 'almanac.json' || first.startsWith('almanac.db');
}

function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Reads almanac.json, or writes a new one into an empty or missing folder. Other people's folders are refused. */
export function openManifest(folder: ProjectFolder, newId: () => string): ProjectManifest {
  const path = join(folder.dir, 'almanac.json');
  if (!existsSync(path)) return createManifest(folder, newId());
  let raw: unknown;
  try {
    raw = parseJsonDocument(decodeDocument(readFileSync(path), 'almanac.json'), 'almanac.json');
  } catch (error) {
    throw new EngineError('corrupt-store', 'The file almanac.json of this project cannot be read. Restore it from a copy of the project.', { path }, { cause: error });
  }
  const version = z.object({ formatVersion: z.number() }).safeParse(raw);
  if (version.success && version.data.formatVersion > projectFormatVersion) {
    throw new EngineError('too-new', `This project was made by a newer Almanac (format ${version.data.formatVersion}; this one knows ${projectFormatVersion}). Nothing was changed. Install the newer Almanac to open it.`, { formatVersion: version.data.formatVersion });
  }
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) throw new EngineError('corrupt-store', 'The file almanac.json does not describe an Almanac project. Restore it from a copy, or choose another folder.', { path });
  return parsed.data;
}

/** Files our own start makes before the manifest stands; anything else means the folder belongs to someone else. */
const ownNames = new Set(['engine.lock', 'engine.lock-journal', 'tmp', 'objects', 'logs', 'backups']);

function createManifest(folder: ProjectFolder, id: string): ProjectManifest {
  mkdirSync(folder.dir, { recursive: true });
  const foreign = readdirSync(folder.dir).filter((name) => !ownNames.has(name));
  if (foreign.length > 0) {
    throw new EngineError('invalid-input', `The folder ${folder.dir} holds other files and is no Almanac project. Choose an empty or new folder.`, { found: foreign.slice(0, 5) });
  }
  const manifest: ProjectManifest = { format: 'almanac-project', formatVersion: projectFormatVersion, id, name: basename(folder.dir) };
  writeManifest(folder, manifest);
  return manifest;
}

export function writeManifest(folder: ProjectFolder, manifest: ProjectManifest): void {
  mkdirSync(folder.tempDir, { recursive: true });
  writeDurably(join(folder.tempDir, 'almanac.json'), join(folder.dir, 'almanac.json'), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
}

/** Removes what a crash left behind. Only the engine that holds the lock may call it. */
export function sweepTemp(folder: ProjectFolder, keep: ReadonlySet<string>): number {
  mkdirSync(folder.tempDir, { recursive: true });
  const leftovers = readdirSync(folder.tempDir).filter((name) => !keep.has(name));
  for (const name of leftovers) rmSync(join(folder.tempDir, name), { recursive: true, force: true });
  return leftovers.length;
}
