/** A cache or remote of DVC by itself: contents that go by their hash only. Names are known where a folder's listing has them. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { FolderReader } from '../readFolder';
import { realFolder, storesOf } from './objectStores';
import { readListing } from './readRepository';
import { isMd5 } from './trackedTable';

export interface StoredObject {
  readonly md5: string;
  /** By its folder's listing, else its place within the store; with forward slashes. */
  readonly path: string;
  readonly place: string;
  readonly sizeBytes: number;
  readonly named: boolean;
}

export interface Store {
  readonly roots: readonly string[];
  /** In the order of their paths; without folders' listings and what is plainly no table. */
  readonly objects: readonly StoredObject[];
}

const sniffedBytes = 4096;

/** Null where the folder is no store and has none. */
export function readStore(folder: string): Store | null {
  const root = realFolder(folder);
  if (root === null) return null;
  const roots = [...new Set([...storesOf(root), root])];
  const reader = new FolderReader();
  const found = new Map<string, { readonly place: string; readonly root: string }>();
  for (const each of roots) {
    for (const top of [join(each, 'files', 'md5'), each]) {
      for (const { md5, place } of objectsBelow(reader, top)) if (!found.has(md5)) found.set(md5, { place, root: each });
    }
  }
  if (found.size === 0) return null;
  const names = namesOf(reader, roots, [...found.keys()].filter((md5) => md5.endsWith('.dir')));
  const objects = [...found].filter(([md5, { place }]) => isMd5(md5) && endingOf(place) !== null).map(([md5, { place, root: own }]): StoredObject => {
    const name = names.get(md5);
    return { md5, path: name ?? relative(own, place).split(sep).join('/'), place, sizeBytes: statSync(place).size, named: name !== undefined };
  });
  return { roots, objects: objects.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function objectsBelow(reader: FolderReader, top: string): { readonly md5: string; readonly place: string }[] {
  return reader
    .folders(top)
    .filter(({ name }) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((folder) => reader.files(folder.path).filter(({ name }) => /^[0-9a-f]{30}(\.dir)?$/.test(name)).map(({ name, path }) => ({ md5: folder.name + name, place: path })));
}

function namesOf(reader: FolderReader, roots: readonly string[], folders: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const folder of folders) {
    const listing = readListing(reader, roots, folder);
    if ('value' in listing) for (const { md5, relpath } of listing.value) if (!relpath.includes('..') && !names.has(md5)) names.set(md5, relpath);
  }
  return names;
}

/** What its first bytes may be a table of, as the ending of a name, or null. Bytes of zero stand in every second place of UTF-16 text, and anywhere in what is no text. */
export function endingOf(path: string): '.csv' | '.parquet' | '.xlsx' | null {
  const head = Buffer.alloc(sniffedBytes);
  const handle = openSync(path, 'r');
  try {
    const bytes = head.subarray(0, readSync(handle, head, 0, sniffedBytes, 0));
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const mark = bytes.toString('latin1', 0, 4);
    if (mark === 'PAR1') return '.parquet';
    if (mark === 'PK\u0003\u0004') return '.xlsx';
    return bytes.length > 0 && (wide || !bytes.includes(0)) ? '.csv' : null;
  } finally {
    closeSync(handle);
  }
}
