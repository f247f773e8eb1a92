/**
 * Objects of a git repository, read from its files: loose ones and those in packs (index version 2, deltas resolved), as
 * gitformat-pack(5) describes them. No program is run, and nothing outside the folder is read.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { readPlain, type FolderReader } from '../readFolder';

export type GitKind = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly kind: GitKind;
  readonly bytes: Buffer;
}

/** Null where the object is not there or cannot be read. */
export type ReadGitObject = (id: string) => GitObject | null;

/** What is looked for (commits, folders, small text files) stays far below. */
const mostObjectBytes = 16 << 20;
const mostIndexBytes = 256 << 20;
const mostDeltas = 200;
const kinds: readonly (GitKind | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];
const offsetDelta = 6;
const referenceDelta = 7;

export function openGitObjects(gitFolder: string, reader: FolderReader): ReadGitObject {
  const folder = join(gitFolder, 'objects');
  const packs = reader.files(join(folder, 'pack')).filter(({ name }) => name.endsWith('.idx')).flatMap(({ path }) => openPack(path));
  const read: ReadGitObject = (id) => {
    if (!/^[0-9a-f]{40}$/.test(id)) return null;
    return readLoose(join(folder, id.slice(0, 2), id.slice(2))) ?? fromPacks(packs, id, read);
  };
  return read;
}

function fromPacks(packs: readonly Pack[], id: string, read: ReadGitObject): GitObject | null {
  for (const pack of packs) {
    const offset = offsetOf(pack, id);
    if (offset !== null) return readPacked(pack, offset, read);
  }
  return null;
}

function readLoose(path: string): GitObject | null {
  const packed = readPlain(path, mostObjectBytes);
  if (packed === null) return null;
  try {
    const whole = inflateSync(packed, { maxOutputLength: mostObjectBytes });
    const end = whole.indexOf(0);
    const kind = kinds.find((each) => each === whole.toString('latin1', 0, whole.indexOf(0x20)));
    return kind === undefined ? null : { kind, bytes: whole.subarray(end + 1) };
  } catch {
    return null;
  }
}

interface Pack {
  readonly path: string;
  readonly index: Buffer;
  readonly count: number;
}

function openPack(indexPath: string): Pack[] {
  const index = readPlain(indexPath, mostIndexBytes);
  if (index === null || index.length < 8 + 1024 || index.readUInt32BE(0) !== 0xff744f63 || index.readUInt32BE(4) !== 2) return [];
  return [{ path: indexPath.replace(/\.idx$/, '.pack'), index, count: index.readUInt32BE(8 + 255 * 4) }];
}

/** Names, checksums and offsets stand one behind the other, in the order of the names. */
function offsetOf({ index, count }: Pack, id: string): number | null {
  const wanted = Buffer.from(id, 'hex');
  const first = wanted[0] ?? 0;
  const names = 8 + 1024;
  let low = first === 0 ? 0 : index.readUInt32BE(8 + (first - 1) * 4);
  let high = index.readUInt32BE(8 + first * 4) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = index.compare(wanted, 0, 20, names + middle * 20, names + middle * 20 + 20);
    if (order === 0) {
      const short = index.readUInt32BE(names + count * 24 + middle * 4);
      return short < 0x8000_0000 ? short : Number(index.readBigUInt64BE(names + count * 28 + (short - 0x8000_0000) * 8));
    }
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}

/** Null also where a delta leads astray. */
function readPacked({ path }: Pack, offset: number, read: ReadGitObject): GitObject | null {
  try {
    const handle = openSync(path, 'r');
    try {
      return resolve(handle, statSync(path).size, offset, read, mostDeltas);
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}

function resolve(handle: number, size: number, offset: number, read: ReadGitObject, deltasLeft: number): GitObject | null {
  if (deltasLeft === 0) return null;
  const entry = readEntry(handle, size, offset);
  if (entry === null) return null;
  const kind = kinds[entry.type];
  if (kind !== undefined) return { kind, bytes: entry.bytes };
  const base = entry.base === null ? null : typeof entry.base === 'string' ? read(entry.base) : resolve(handle, size, entry.base, read, deltasLeft - 1);
  return base && { kind: base.kind, bytes: applyDelta(base.bytes, entry.bytes) };
}

interface PackEntry {
  readonly type: number;
  readonly bytes: Buffer;
  /** What a delta builds on: its place in the pack, or its name. */
  readonly base: number | string | null;
}

const headerBytes = 64;

function readEntry(handle: number, size: number, offset: number): PackEntry | null {
  const header = Buffer.alloc(headerBytes);
  readSync(handle, header, 0, headerBytes, offset);
  let at = 0;
  let byte = header[at++] ?? 0;
  const type = (byte >> 4) & 7;
  let length = byte & 15;
  for (let shift = 4; byte & 0x80; shift += 7) {
    byte = header[at++] ?? 0;
    length += (byte & 0x7f) * 2 ** shift;
  }
  if (length > mostObjectBytes) return null;
  let base: PackEntry['base'] = null;
  if (type === offsetDelta) {
    byte = header[at++] ?? 0;
    let back = byte & 0x7f;
    while (byte & 0x80) {
      byte = header[at++] ?? 0;
      back = (back + 1) * 128 + (byte & 0x7f);
    }
    base = offset - back;
  } else if (type === referenceDelta) {
    base = header.toString('hex', at, at + 20);
    at += 20;
  }
  // Deflate makes bytes that cannot be packed longer by a few in a thousand at most.
  const packed = Buffer.alloc(Math.min(size - offset - at, length + (length >> 6) + 128));
  readSync(handle, packed, 0, packed.length, offset + at);
  const bytes = inflateSync(packed, { maxOutputLength: Math.max(1, length) });
  return bytes.length === length ? { type, bytes, base } : null;
}

/** A delta copies pieces of its base and adds bytes of its own. Throws where it is damaged. */
function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = delta[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (!(byte & 0x80)) return value;
    }
  };
  const from = number();
  const to = number();
  if (from !== base.length || to > mostObjectBytes) throw new Error('The delta belongs to another base.');
  const pieces: Buffer[] = [];
  while (at < delta.length) {
    const command = delta[at++] ?? 0;
    if (command & 0x80) {
      let start = 0;
      let length = 0;
      for (let i = 0; i < 4; i++) if (command & (1 << i)) start += (delta[at++] ?? 0) * 2 ** (8 * i);
      for (let i = 0; i < 3; i++) if (command & (16 << i)) length += (delta[at++] ?? 0) * 2 ** (8 * i);
      pieces.push(base.subarray(start, start + (length === 0 ? 0x10000 : length)));
    } else {
      pieces.push(delta.subarray(at, at + command));
      at += command;
    }
  }
  const made = Buffer.concat(pieces);
  if (made.length !== to) throw new Error('The delta is damaged.');
  return made;
}
