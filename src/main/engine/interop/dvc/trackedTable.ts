/** A table that DVC keeps, found and checked against its hash. */
import { extname, posix } from 'node:path';
import { interopMessages } from '@shared/messages/interop';
import { md5OfFile } from './dvcFiles';
import { md5Dos2unix } from './md5Dos2unix';
import { kindWithin, placesOf, type ObjectPlace } from './objectStores';
import type { AlmanacMeta } from './readPointers';

export interface TrackedTable {
  /** Within the repository or the store, with forward slashes. */
  readonly path: string;
  readonly md5: string;
  /** Where its bytes lie. */
  readonly place: string;
  /** What DVC says of it beside its name, or null. */
  readonly told: string | null;
  /** What DVC and git say of it, a line each. */
  readonly notes: readonly string[];
  /** What Almanac wrote about it, where it did. */
  readonly almanac: AlmanacMeta | null;
}

export interface PassedOver {
  readonly path: string;
  readonly reason: string;
}

const words = interopMessages.skipped;
const tableEndings = new Set(['.csv', '.tsv', '.txt', '.tab', '.gz', '.xlsx', '.xlsm', '.parquet']);

export function isMd5(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Null where the name is one a table may have and leads nowhere else. */
export function refusePath(path: string): string | null {
  if (path.startsWith('..') || posix.isAbsolute(path) || path.includes('\\') || path.includes('\0') || /^[A-Za-z]:/.test(path)) return words.outside;
  return tableEndings.has(extname(path).toLowerCase()) ? null : words.notATable(posix.basename(path));
}

export interface Wanted {
  readonly md5: string;
  /** True where the hash may be one of DVC 2. */
  readonly legacy: boolean;
  /** Its copy in the repository's own folder, where it has one. */
  readonly workspace: { readonly root: string; readonly path: string } | null;
}

/** The first place whose bytes match, or why there is none. */
export async function findContents(stores: readonly string[], { md5, legacy, workspace }: Wanted, signal: AbortSignal): Promise<{ readonly place: string } | { readonly reason: string }> {
  const { places, linked } = placesOf(stores, md5);
  const beside = workspace === null ? 'missing' : kindWithin(workspace.root, workspace.path);
  const candidates: readonly ObjectPlace[] = [...places, ...(workspace !== null && beside === 'file' ? [{ path: workspace.path, legacy }] : [])];
  for (const candidate of candidates) {
    if ((await md5OfFile(candidate.path, signal)) === md5) return { place: candidate.path };
    if ((legacy || candidate.legacy) && (await md5Dos2unix(candidate.path, signal)) === md5) return { place: candidate.path };
  }
  // A copy beside it that is another was changed since, which harms nothing.
  if (places.length > 0) return { reason: words.damaged };
  return { reason: linked || beside === 'link' ? words.linked : words.notCached(md5) };
}
