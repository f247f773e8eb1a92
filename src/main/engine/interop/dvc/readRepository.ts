/** Tables that a DVC repository tracks, found in its cache, its remotes that are folders, or beside their `.dvc` files; on wish with their earlier versions, which git remembers. */
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { interopMessages } from '@shared/messages/interop';
import { openGitHistory, type FileVersion } from '../git/gitHistory';
import { FolderReader, type FolderEntry } from '../readFolder';
import { placesOf, realFolder, storesOf } from './objectStores';
import { mostMetaBytes, readPointers, type DvcOutput } from './readPointers';
import { findContents, isMd5, refusePath, type PassedOver, type TrackedTable } from './trackedTable';

export interface Tracked {
  readonly tables: readonly TrackedTable[];
  readonly skipped: readonly PassedOver[];
}

export interface RepositoryRequest {
  /** The one `.dvc` file that is meant, from the root; all where left out. */
  readonly pointer?: string | undefined;
  /** With the versions before, as far as git remembers them. */
  readonly earlier: boolean;
}

const words = interopMessages.skipped;
const mostDepth = 20;
const passedOver = new Set(['.dvc', '.git', 'node_modules', '.venv']);
const entriesSchema = z.array(z.object({ md5: z.string(), relpath: z.string() }));

/** Null where the folder has neither `.dvc` files nor a dvc.lock. Versions of one table come in the order they were made. */
export async function readRepository(root: string, request: RepositoryRequest, signal: AbortSignal): Promise<Tracked | null> {
  const reader = new FolderReader();
  const files = pointersBelow(reader, root).filter(({ name }) => request.pointer === undefined || name === request.pointer);
  if (files.length === 0) return null;
  const stores = storesOf(root);
  const tables: TrackedTable[] = [];
  const skipped: PassedOver[] = [];
  for (const { outputs, shown } of pointerVersions(reader, root, files, request, skipped, signal)) {
    for (const output of outputs.flatMap((each) => expand(reader, stores, each, shown, skipped))) {
      const found = await find(root, stores, output, signal);
      if ('reason' in found) skipped.push({ path: shown(output.path), reason: found.reason });
      else tables.push(found);
    }
  }
  return { tables: withoutRepeats(tables).sort(inOrder), skipped };
}

/** How many tables there are now, and how many earlier versions of them git remembers; null where the folder is no repository. */
export function countVersions(root: string, pointer: string | undefined, signal: AbortSignal): { readonly tables: number; readonly earlier: number } | null {
  const reader = new FolderReader();
  const files = pointersBelow(reader, root).filter(({ name }) => pointer === undefined || name === pointer);
  if (files.length === 0) return null;
  const counts = { tables: 0, earlier: 0 };
  for (const { outputs, isPresent } of pointerVersions(reader, root, files, { earlier: true }, [], signal)) counts[isPresent ? 'tables' : 'earlier'] += outputs.length;
  return counts;
}

export function hasPointers(root: string): boolean {
  return pointersBelow(new FolderReader(), root).length > 0;
}

function pointersBelow(reader: FolderReader, root: string): readonly FolderEntry[] {
  return reader.filesBelow(root, mostDepth, passedOver).filter(({ name }) => name.endsWith('.dvc') || posix.basename(name) === 'dvc.lock');
}

interface PointerVersion {
  readonly outputs: readonly DvcOutput[];
  /** Its path for people: an earlier one says of which day it is. */
  readonly shown: (path: string) => string;
  readonly isPresent: boolean;
}

/** Oldest first, the present one last; outputs that stayed as they were are left out of the earlier ones. */
function* pointerVersions(reader: FolderReader, root: string, files: readonly FolderEntry[], { earlier }: RepositoryRequest, skipped: PassedOver[], signal: AbortSignal): Generator<PointerVersion> {
  const git = openGitHistory(root);
  for (const { name, path } of files) {
    const text = reader.text(path, mostMetaBytes);
    const present = text === null ? { reason: words.tooLarge(name) } : readPointers(name, text);
    if ('reason' in present || text === null) {
      skipped.push({ path: name, reason: 'reason' in present ? present.reason : words.tooLarge(name) });
      continue;
    }
    const history = git === null ? [] : takeVersions(git.versions(name, text, signal), earlier);
    let before: readonly DvcOutput[] = [];
    for (const version of [...history].reverse()) {
      const read = version === history[0] ? present : readPointers(name, version.text);
      if ('reason' in read) continue;
      const isPresent = version === history[0];
      const changed = isPresent ? read.value : read.value.filter((output) => !before.some((each) => each.path === output.path && each.md5 === output.md5));
      const day = new Date(version.at).toISOString().slice(0, 10);
      yield { outputs: changed.map((output) => withCommit(output, version, day)), shown: (each) => (isPresent ? each : interopMessages.earlier(each, day, version.subject)), isPresent };
      before = read.value;
    }
    if (history.length === 0) yield { outputs: present.value, shown: (each) => each, isPresent: true };
  }
}

function takeVersions(versions: Generator<FileVersion>, all: boolean): readonly FileVersion[] {
  if (all) return [...versions];
  const { value } = versions.next();
  return value ? [value] : [];
}

function withCommit(output: DvcOutput, { id, author, subject, tags }: FileVersion, day: string): DvcOutput {
  return { ...output, notes: [...output.notes, interopMessages.note.commit(id, author, day, subject), ...(tags.length === 0 ? [] : [interopMessages.note.tags(tags)])] };
}

/** A table that went back to what it was comes in once, as what it is now. */
function withoutRepeats(tables: readonly TrackedTable[]): TrackedTable[] {
  return [...new Map([...tables].reverse().map((table) => [`${table.path} ${table.md5}`, table])).values()].reverse();
}

/** Versions of one dataset in the order they had. */
function inOrder(a: TrackedTable, b: TrackedTable): number {
  if (a.almanac !== null && b.almanac !== null && a.almanac.dataset === b.almanac.dataset && a.almanac.version !== b.almanac.version) return a.almanac.version - b.almanac.version;
  const nameOf = ({ almanac, path }: TrackedTable): string => almanac?.dataset ?? path;
  return order(nameOf(a), nameOf(b)) || order(a.path, b.path);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function find(root: string, stores: readonly string[], { path, md5, hash, told, notes, almanac }: DvcOutput, signal: AbortSignal): Promise<TrackedTable | { readonly reason: string }> {
  if (hash !== undefined && hash !== 'md5') return { reason: words.unsupportedHash(hash) };
  if (md5 === undefined || !isMd5(md5)) return { reason: words.unsupportedHash(md5 === undefined ? 'none' : 'unknown') };
  const reason = refusePath(path);
  if (reason !== null) return { reason };
  const realRoot = realFolder(root) ?? root;
  const found = await findContents(stores, { md5, legacy: hash === undefined, workspace: { root: realRoot, path: join(realRoot, ...path.split('/')) } }, signal);
  return 'reason' in found ? found : { path, md5, place: found.place, told, notes, almanac };
}

/** A folder becomes its files. */
function expand(reader: FolderReader, stores: readonly string[], output: DvcOutput, shown: PointerVersion['shown'], skipped: PassedOver[]): readonly DvcOutput[] {
  if (!output.md5?.endsWith('.dir')) return [output];
  const { md5, path } = output;
  const listing = readListing(reader, stores, md5);
  if ('reason' in listing) {
    skipped.push({ path: shown(path), reason: listing.reason });
    return [];
  }
  return listing.value.map(({ md5: id, relpath }) => ({ ...output, path: posix.isAbsolute(relpath) ? relpath : posix.normalize(posix.join(path, relpath)), md5: id, almanac: null }));
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
