/** A batch as a file: a header line and one line per operation, gzipped; and the names of everything in the shared folder. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256Hex } from '../kernel/hashing';
import { batchHeaderSchema, type BatchHeader, type Operation } from './operations';

/** A file that unpacks to more than this is no batch of ours. */
export const largestBatchBytes = 256 << 20;
export const largestFileBytes = 64 << 20;
const deepest = 64;

export interface ReadBatch {
  readonly header: BatchHeader;
  /** Checked one by one later: a newer Almanac may write kinds this one does not know. */
  readonly lines: readonly unknown[];
}

export function packBatch(header: BatchHeader, operations: readonly Operation[]): Buffer {
  return gzipSync([header, ...operations].map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Null where the bytes are no batch. The caller has compared them with the hash in their name. */
export function unpackBatch(bytes: Uint8Array): ReadBatch | null {
  try {
    const text = gunzipSync(bytes, { maxOutputLength: largestBatchBytes }).toString('utf8');
    const [first, ...rest] = text.split('\n').filter((line) => line !== '');
    if (first === undefined || rest.some((line) => depthOf(line) > deepest)) return null;
    const header = batchHeaderSchema.safeParse(JSON.parse(first));
    if (!header.success || header.data.operations !== rest.length) return null;
    return { header: header.data, lines: rest.map((line) => JSON.parse(line) as unknown) };
  } catch {
    // Torn, foreign or hostile bytes are told apart nowhere: they are not used.
    return null;
  }
}

/** Brackets outside of texts, counted before anything recurses into them. */
function depthOf(json: string): number {
  let depth = 0;
  let most = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (inText) {
      if (character === '\\') i += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') most = Math.max(most, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return most;
}

export function batchName(seq: number, sha256: string): string {
  return `${String(seq).padStart(12, '0')}-${sha256.slice(0, 16)}.ndjson.gz`;
}

/** A name that holds a batch's own, also where a sync service added to it ("... (conflicted copy)", ".sync-conflict-..."). */
export function readBatchName(name: string): { readonly seq: number; readonly sha16: string } | null {
  if (isTemporary(name)) return null;
  const match = /^(\d{12})-([0-9a-f]{16})(?![0-9a-f]).*\.gz$/i.exec(name);
  return match ? { seq: Number(match[1]), sha16: (match[2] ?? '').toLowerCase() } : null;
}

export function objectFolder(sha256: string): string {
  return `objects/${sha256.slice(0, 2)}`;
}

export function objectPath(sha256: string): string {
  return `${objectFolder(sha256)}/${sha256.slice(2)}`;
}

/** The hash a file in `objects/ab` claims to hold, also under a name that a sync service made of it. */
export function readObjectName(prefix: string, name: string): string | null {
  if (!/^[0-9a-f]{2}$/.test(prefix) || isTemporary(name)) return null;
  const match = /^([0-9a-f]{62})(?![0-9a-f])/.exec(name);
  return match ? `${prefix}${match[1]}` : null;
}

export function temporaryName(device: string, random: string): string {
  return `.tmp-${device}-${random}`;
}

function isTemporary(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$');
}

export function deviceFileName(device: string, bytes: Uint8Array): string {
  return `${device}-${sha256Hex(bytes).slice(0, 16)}.json`;
}

export function readDeviceFileName(name: string): { readonly device: string; readonly sha16: string } | null {
  const match = /^([0-9a-f]{16})-([0-9a-f]{16})(?![0-9a-f]).*\.json$/.exec(name);
  return match ? { device: match[1] ?? '', sha16: match[2] ?? '' } : null;
}
