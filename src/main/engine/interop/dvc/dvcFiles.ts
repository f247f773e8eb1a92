/** DVC's files (format 3): `.dvc` files, the content store under files/md5, folder objects (tracking of names by content). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stringify } from 'yaml';
import { pipeline } from 'node:stream/promises';

export interface DvcOutput {
  /** 32 hexadecimal digits; a folder's ends in `.dir`. */
  readonly md5: string;
  readonly sizeBytes: number;
  /** Beside the `.dvc` file. */
  readonly path: string;
}

/** In the order DVC writes its keys (dvc/output.py, dumpd). `meta` is free for other tools. */
export function writeDvcFile({ md5, sizeBytes, path }: DvcOutput, description: string, meta: Readonly<Record<string, unknown>>): string {
  return stringify({ outs: [{ md5, size: sizeBytes, hash: 'md5', path }], desc: description, meta }, { version: '1.1', lineWidth: 0 });
}

/** Place of an object in a cache or a remote. */
export function cachePath(md5: string): string {
  return `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
}

/**
 * The object of a folder and its id: a JSON array sorted by relpath, keys sorted, written as Python's json.dumps does by
 * default (dvc-data/hashfile/tree.py).
 */
export function directoryObject(entries: readonly { readonly md5: string; readonly relpath: string }[]): { readonly text: string; readonly id: string } {
  const sorted = [...entries].sort((a, b) => (a.relpath < b.relpath ? -1 : 1));
  const text = `[${sorted.map(({ md5, relpath }) => `{"md5": ${pythonText(md5)}, "relpath": ${pythonText(relpath)}}`).join(', ')}]`;
  return { text, id: `${createHash('md5').update(text).digest('hex')}.dir` };
}

function pythonText(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export async function md5OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest('hex');
}
