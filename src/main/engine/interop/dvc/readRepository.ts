/** Tables that a DVC repository tracks, found in its cache, its remotes that are folders, or beside their `.dvc` files. */
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { interopMessages } from '@shared/messages/interop';
import { FolderReader, type FolderEntry } from '../readFolder';
import { placesOf, realFolder, storesOf } from './objectStores';
import { mostMetaBytes, readPointers, type DvcOutput } from './readPointers';
import { findContents, isMd5, refusePath, type PassedOver, type TrackedTable } from './trackedTable';

export interface Tracked {
  readonly tables: readonly TrackedTable[];
  readonly skipped: readonly PassedOver[];
}

const words = interopMessages.skipped;
const mostDepth = 20;
const passedOver = new Set(['.dvc', '.git', 'node_modules', '.venv']);
const entriesSchema = z.array(z.object({ md5: z.string(), relpath: z.string() }));

/** Null where the folder has neither `.dvc` files nor a dvc.lock. */
export async function readRepository(root: string, signal: AbortSignal): Promise<Tracked | null> {
  const reader = new FolderReader();
  const files = pointersBelow(reader, root);
  if (files.length === 0) return null;
  const stores = storesOf(root);
  const tables: TrackedTable[] = [];
  const skipped: PassedOver[] = [];
  for (const file of files) {
    const outputs = readPointers(reader, file);
    if ('reason' in outputs) skipped.push({ path: file.name, reason: outputs.reason });
    else for (const output of outputs.value.flatMap((each) => expand(reader, stores, each, skipped))) await take(root, stores, output, { tables, skipped }, signal);
  }
  return { tables: tables.sort(inOrder), skipped };
}

export function hasPointers(root: string): boolean {
  return pointersBelow(new FolderReader(), root).length > 0;
}

function pointersBelow(reader: FolderReader, root: string): readonly FolderEntry[] {
  return reader.filesBelow(root, mostDepth, passedOver).filter(({ name }) => name.endsWith('.dvc') || posix.basename(name) === 'dvc.lock');
}

/** Versions of one dataset in the order they had. */
function inOrder(a: TrackedTable, b: TrackedTable): number {
  if (a.almanac !== null && b.almanac !== null && a.almanac.dataset === b.almanac.dataset && a.almanac.version !== b.almanac.version) return a.almanac.version - b.almanac.version;
  const nameOf = ({ almanac, path }: TrackedTable): string => almanac?.dataset ?? path;
  return nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a.path < b.path ? -1 : 1;
}

async function take(root: string, stores: readonly string[], { path, md5, hash, told, almanac }: DvcOutput, { tables, skipped }: { readonly tables: TrackedTable[]; readonly skipped: PassedOver[] }, signal: AbortSignal): Promise<void> {
  const refuse = (reason: string): void => void skipped.push({ path, reason });
  if (hash !== undefined && hash !== 'md5') return refuse(words.unsupportedHash(hash));
  if (md5 === undefined || !isMd5(md5)) return refuse(words.unsupportedHash(md5 === undefined ? 'none' : 'unknown'));
  const reason = refusePath(path);
  if (reason !== null) return refuse(reason);
  const realRoot = realFolder(root) ?? root;
  const found = await findContents(stores, { md5, legacy: hash === undefined, workspace: { root: realRoot, path: join(realRoot, ...path.split('/')) } }, signal);
  if ('reason' in found) return refuse(found.reason);
  tables.push({ path, md5, place: found.place, told, almanac });
}

/** A folder becomes its files. */
function expand(reader: FolderReader, stores: readonly string[], output: DvcOutput, skipped: PassedOver[]): readonly DvcOutput[] {
  if (!output.md5?.endsWith('.dir')) return [output];
  const { md5, path, hash, told } = output;
  const listing = readListing(reader, stores, md5);
  if ('reason' in listing) {
    skipped.push({ path, reason: listing.reason });
    return [];
  }
  return listing.value.map(({ md5: id, relpath }) => ({ path: posix.isAbsolute(relpath) ? relpath : posix.normalize(posix.join(path, relpath)), md5: id, hash, told, almanac: null }));
}

/** The files of a folder, checked against the folder's own hash. */
export function readListing(reader: FolderReader, stores: readonly string[], md5: string): { readonly value: z.infer<typeof entriesSchema> } | { readonly reason: string } {
  if (!isMd5(md5.slice(0, -4))) return { reason: words.unsupportedHash('unknown') };
  const { places, linked } = placesOf(stores, md5);
  if (places.length === 0) return { reason: linked ? words.linked : words.notCached(md5) };
  for (const { path } of places) {
    const text = reader.text(path, mostMetaBytes);
    if (text === null) return { reason: words.tooLarge(md5) };
    if (createHash('md5').update(text).digest('hex') !== md5.slice(0, 32)) continue;
    const entries = entriesSchema.safeParse(parseJson(text));
    if (entries.success) return { value: entries.data };
  }
  return { reason: words.damaged };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
