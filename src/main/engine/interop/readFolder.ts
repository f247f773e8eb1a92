/** Reading a folder of unknown origin: bounded in number, depth and size, and never outside it. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
}

const mostEntries = 1_000_000;

/** Null where the file is missing, a link, or larger than allowed. */
export function readPlain(path: string, mostBytes: number): Buffer | null {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size <= mostBytes ? readFileSync(path) : null;
  } catch {
    return null;
  }
}

/** One per import: it counts what was listed. Links are passed over, so that nothing outside the folder is reached. */
export class FolderReader {
  private listed = 0;

  folders(path: string): FolderEntry[] {
    return this.list(path, 'folder');
  }

  files(path: string): FolderEntry[] {
    return this.list(path, 'file');
  }

  /** Files below, with their names relative to the folder, by forward slashes. */
  filesBelow(path: string, depth: number, skip: ReadonlySet<string> = new Set()): FolderEntry[] {
    const here = this.files(path);
    if (depth === 0) return here;
    const below = this.folders(path)
      .filter(({ name }) => !skip.has(name))
      .flatMap((folder) => this.filesBelow(folder.path, depth - 1, skip).map((file) => ({ name: `${folder.name}/${file.name}`, path: file.path })));
    return [...here, ...below];
  }

  /** Null where the file is missing, a link, or larger than allowed. */
  text(path: string, mostBytes: number): string | null {
    return readPlain(path, mostBytes)?.toString('utf8') ?? null;
  }

  private list(path: string, kind: 'folder' | 'file'): FolderEntry[] {
    try {
      const entries = readdirSync(path, { withFileTypes: true });
      this.listed += entries.length;
      if (this.listed > mostEntries) throw new EngineError('invalid-input', interopMessages.refused.folderTooDeep);
      return entries.filter((entry) => (kind === 'folder' ? entry.isDirectory() : entry.isFile())).map(({ name }) => ({ name, path: join(path, name) })).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      if (error instanceof EngineError) throw error;
      return [];
    }
  }
}
