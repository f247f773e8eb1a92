/** Tables that a DVC repository tracks, found in its cache or beside their `.dvc` files, and checked against their hashes. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { interopMessages } from '@shared/messages/interop';
import { FolderReader } from '../readFolder';
import { cachePath, md5OfFile } from './dvcFiles';

export interface TrackedTable {
  /** Within the repository, with forward slashes. */
  readonly path: string;
  /** Where its bytes lie. */
  readonly place: string;
  /** What Almanac wrote about it, where it did. */
  readonly dataset: string | null;
}

export interface Repository {
  readonly tables: readonly TrackedTable[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

const words = interopMessages.skipped;
const tableEndings = new Set(['.csv', '.tsv', '.txt']);
const mostDepth = 20;
const mostMetaBytes = 16 << 20;
const passedOver = new Set(['.dvc', '.git', 'node_modules', '.venv']);

const outputSchema = z.object({ path: z.string(), md5: z.string().optional(), hash: z.string().optional() });
const dvcFileSchema = z.object({ wdir: z.string().optional(), outs: z.array(outputSchema), meta: z.object({ almanac: z.object({ dataset: z.string().min(1).max(200) }) }).optional().catch(undefined) });
const lockSchema = z.object({ stages: z.record(z.string(), z.object({ outs: z.array(outputSchema).optional() })) });
const entriesSchema = z.array(z.object({ md5: z.string(), relpath: z.string() }));

type Output = z.infer<typeof outputSchema> & { readonly dataset: string | null };

/** Null where the folder is no DVC repository. */
export async function readRepository(root: string, signal: AbortSignal): Promise<Repository | null> {
  const reader = new FolderReader();
  const files = reader.filesBelow(root, mostDepth, passedOver).filter(({ name }) => name.endsWith('.dvc') || posix.basename(name) === 'dvc.lock');
  if (files.length === 0 && !existsSync(join(root, '.dvc', 'cache'))) return null;
  const tables: TrackedTable[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const found = files.flatMap((file) => {
    const outputs = readOutputs(reader, file);
    if ('reason' in outputs) {
      skipped.push({ path: file.name, reason: outputs.reason });
      return [];
    }
    return outputs.value;
  });
  for (const output of found.flatMap((each) => expand(reader, root, each, skipped))) {
    signal.throwIfAborted();
    const reason = await locate(root, output, tables);
    if (reason !== null) skipped.push({ path: output.path, reason });
  }
  return { tables: tables.sort((a, b) => (a.path < b.path ? -1 : 1)), skipped };
}

function readOutputs(reader: FolderReader, { name, path }: { readonly name: string; readonly path: string }): { readonly value: Output[] } | { readonly reason: string } {
  const text = reader.text(path, mostMetaBytes);
  if (text === null) return { reason: words.tooLarge(name) };
  try {
    const document = parseDocument(text, { uniqueKeys: true });
    const [error] = document.errors;
    if (error) return { reason: words.brokenMeta(error.message.split('\n')[0] ?? '') };
    const raw: unknown = document.toJS({ maxAliasCount: 0 });
    const folder = dirname(name).replace(/^\.$/, '');
    const within = (wdir: string, output: z.infer<typeof outputSchema>, dataset: string | null): Output => ({ ...output, path: posix.isAbsolute(output.path) ? output.path : posix.normalize(posix.join(folder, wdir, output.path)), dataset });
    if (name.endsWith('.dvc')) {
      const { wdir = '.', outs, meta } = dvcFileSchema.parse(raw);
      return { value: outs.map((output) => within(wdir, output, meta?.almanac.dataset ?? null)) };
    }
    return { value: Object.values(lockSchema.parse(raw).stages).flatMap(({ outs = [] }) => outs.map((output) => within('.', output, null))) };
  } catch (error) {
    return { reason: words.brokenMeta(error instanceof z.ZodError ? (error.issues[0]?.message ?? '') : error instanceof Error ? error.message : String(error)) };
  }
}

/** A folder becomes its files. */
function expand(reader: FolderReader, root: string, output: Output, skipped: { path: string; reason: string }[]): Output[] {
  if (!output.md5?.endsWith('.dir')) return [output];
  const { md5, path, hash } = output;
  const text = isMd5(md5.slice(0, -4)) ? reader.text(join(root, '.dvc', 'cache', cachePath(md5)), mostMetaBytes) : null;
  if (text === null || createHash('md5').update(text).digest('hex') !== md5.slice(0, 32)) {
    skipped.push({ path, reason: text === null ? words.notCached(md5) : words.damaged });
    return [];
  }
  const entries = entriesSchema.safeParse(JSON.parse(text));
  if (!entries.success) {
    skipped.push({ path, reason: words.damaged });
    return [];
  }
  return entries.data.map((entry) => ({ path: posix.isAbsolute(entry.relpath) ? entry.relpath : posix.normalize(posix.join(path, entry.relpath)), md5: entry.md5, hash, dataset: null }));
}

/** Adds the table, or says why not. */
async function locate(root: string, { path, md5, hash, dataset }: Output, tables: TrackedTable[]): Promise<string | null> {
  if (path.startsWith('..') || posix.isAbsolute(path) || path.includes('\\') || path.includes('\0') || /^[A-Za-z]:/.test(path)) return words.outside;
  if (hash !== undefined && hash !== 'md5') return words.unsupportedHash(hash);
  if (md5 === undefined || !isMd5(md5)) return words.unsupportedHash(md5 === undefined ? 'none' : 'unknown');
  if (!tableEndings.has(extname(path).toLowerCase())) return words.notATable(posix.basename(path));
  // DVC 2 kept its objects one folder higher, under a hash of the text with plain line ends.
  const places = [join(root, '.dvc', 'cache', cachePath(md5)), join(root, '.dvc', 'cache', md5.slice(0, 2), md5.slice(2)), join(root, ...path.split('/'))];
  const place = places.find(isPlainFile);
  if (place === undefined) return words.notCached(md5);
  if ((await md5OfFile(place)) !== md5 && (hash !== undefined || unixMd5(place) !== md5)) return words.damaged;
  tables.push({ path, place, dataset });
  return null;
}

function isMd5(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}

function unixMd5(path: string): string {
  return createHash('md5').update(Buffer.from(readFileSync(path).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')).digest('hex');
}
