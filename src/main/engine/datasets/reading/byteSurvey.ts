/** First pass over a file's bytes: hash, copy, and the facts that decide how its text may be decoded. */
import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { assertUnchanged, openFile } from '../../kernel/sourceFile';
import { countUtf8Bytes } from './encodingProposals';

export type ByteOrderMark = 'utf-8' | 'utf-16-le' | 'utf-16-be' | 'utf-32';

export interface ByteSurvey {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mark: ByteOrderMark | null;
  readonly ascii: boolean;
  /** Where the bytes stop being UTF-8, or null where they never do. */
  readonly invalidUtf8: InvalidUtf8 | null;
  readonly firstNul: number | null;
  /** Zero bytes at even and odd places of the first 64 KiB: the mark of UTF-16 text. */
  readonly nulsEven: number;
  readonly nulsOdd: number;
  /** Line ends as bytes, inside quotes or not. */
  readonly lineEnds: { readonly lf: number; readonly cr: number; readonly crlf: number };
  /** The file ends with the old end-of-file mark 0x1A. */
  readonly endMark: boolean;
  /** The first bytes, enough to guess from. */
  readonly head: Buffer;
  /** True where `head` is the whole file. */
  readonly complete: boolean;
}

export interface InvalidUtf8 {
  readonly offset: number;
  readonly kind: 'sequence' | 'surrogate' | 'cut-off';
  /** Whole lines around the offset, to tell by what else they may be written in. */
  readonly around: Buffer;
  /** True where `around` reaches the end of the file. */
  readonly aroundEnds: boolean;
  /** Bytes in sequences that only UTF-8 forms, before and after the offset. */
  readonly utf8Bytes: number;
}

export interface SurveyOptions {
  readonly headBytes?: number;
  /** Stop after the head: a quick look. The hash is then that of the head. */
  readonly headOnly?: boolean;
  /** Writes the bytes here while they pass. */
  readonly copyTo?: string;
  /** What the user knows the file by; where it is given, a file that changes meanwhile is refused. */
  readonly name?: string;
  readonly signal?: AbortSignal;
  readonly onBytes?: (done: number, total: number) => void;
}

const chunkBytes = 1 << 20;

/** Throws `cancelled`, `not-found`, `unreadable-file`, `conflict` where the file changes while it is read. */
export async function surveyBytes(path: string, options: SurveyOptions = {}): Promise<ByteSurvey> {
  const headBytes = options.headBytes ?? 1 << 18;
  const opened = await openFile(path, options.name ?? basename(path));
  const { handle: source } = opened;
  let copy: FileHandle | null = null;
  let reading: Promise<Buffer> | null = null;
  try {
    copy = options.copyTo === undefined ? null : await open(options.copyTo, 'wx');
    const total = opened.state.sizeBytes;
    const end = options.headOnly === true ? Math.min(total, headBytes) : total;
    const state = startState();
    const head: Buffer[] = [];
    // One chunk is looked at while it is written and the next one is read.
    const bufferBytes = Math.min(chunkBytes, end);
    const buffers = [Buffer.allocUnsafe(bufferBytes), Buffer.allocUnsafe(bufferBytes)] as const;
    const readAt = (turn: number, at: number): Promise<Buffer> => readChunk(source, turn % 2 === 0 ? buffers[0] : buffers[1], at, Math.min(bufferBytes, end - at));
    let writing: Promise<void> = Promise.resolve();
    let position = 0;
    reading = readAt(0, 0);
    for (let turn = 1; position < end; turn++) {
      if (options.signal?.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled);
      const chunk = await reading;
      if (chunk.length === 0) break;
      await writing;
      if (copy) {
        writing = writeWhole(copy, chunk);
        writing.catch(() => undefined);
      }
      reading = readAt(turn, position + chunk.length);
      reading.catch(() => undefined);
      if (position < headBytes) head.push(Buffer.from(chunk.subarray(0, headBytes - position)));
      take(state, chunk, position, total);
      position += chunk.length;
      options.onBytes?.(position, total);
    }
    await writing;
    if (options.name !== undefined && options.headOnly !== true) await assertUnchanged(opened, options.name);
    return finish(state, Buffer.concat(head), position, position >= total);
  } finally {
    await reading?.catch(() => undefined);
    await copy?.close();
    await source.close();
  }
}

async function readChunk(source: FileHandle, buffer: Buffer, position: number, length: number): Promise<Buffer> {
  const { bytesRead } = await source.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}

interface SurveyState {
  readonly hash: ReturnType<typeof createHash>;
  ascii: boolean;
  invalid: Omit<InvalidUtf8, 'utf8Bytes'> | null;
  utf8Bytes: number;
  /** Up to three bytes of a sequence that continues in the next chunk. */
  carried: Buffer;
  firstNul: number | null;
  nulsEven: number;
  nulsOdd: number;
  lf: number;
  cr: number;
  crlf: number;
  lastByte: number;
}

function startState(): SurveyState {
  return { hash: createHash('sha256'), ascii: true, invalid: null, utf8Bytes: 0, carried: Buffer.alloc(0), firstNul: null, nulsEven: 0, nulsOdd: 0, lf: 0, cr: 0, crlf: 0, lastByte: -1 };
}

function take(state: SurveyState, chunk: Buffer, position: number, total: number): void {
  state.hash.update(chunk);
  countLineEnds(state, chunk);
  const nul = chunk.indexOf(0);
  if (nul !== -1) {
    state.firstNul ??= position + nul;
    if (position === 0) countNuls(state, chunk.subarray(0, 1 << 16));
  }
  if (state.invalid === null) checkUtf8(state, chunk, position, total);
  else state.utf8Bytes += countUtf8Bytes(chunk);
  state.lastByte = chunk[chunk.length - 1] ?? -1;
}

function checkUtf8(state: SurveyState, chunk: Buffer, position: number, total: number): void {
  const start = position - state.carried.length;
  const bytes = state.carried.length === 0 ? chunk : Buffer.concat([state.carried, chunk]);
  if (isAscii(bytes)) {
    state.carried = Buffer.alloc(0);
    return;
  }
  const whole = bytes.length - unfinishedTail(bytes);
  const body = bytes.subarray(0, whole);
  state.carried = Buffer.from(bytes.subarray(whole));
  if (!isUtf8(body)) {
    const at = firstInvalid(body);
    const surrogate = body[at] === 0xed && (body[at + 1] ?? 0) >= 0xa0;
    const { from, to } = linesAround(bytes, at);
    state.invalid = { offset: start + at, kind: surrogate ? 'surrogate' : 'sequence', around: Buffer.from(bytes.subarray(from, to)), aroundEnds: start + to >= total };
    // Text that was UTF-8 for a whole piece is no accident of another encoding.
    state.utf8Bytes += (state.ascii ? 0 : 1) + countUtf8Bytes(bytes);
  }
  state.ascii = false;
}

/** How many bytes at the end begin a sequence that is not finished yet. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Offset of the first byte that is not part of a valid sequence, found by halving over `isUtf8`. */
function firstInvalid(body: Buffer): number {
  let valid = 0;
  let tooFar = body.length;
  while (tooFar - valid > 1) {
    const middle = (valid + tooFar) >> 1;
    const prefix = body.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, middle - unfinishedTail(prefix)))) valid = middle;
    else tooFar = middle;
  }
  return valid - unfinishedTail(body.subarray(0, valid));
}

const aroundBytes = 1 << 16;

/** Up to 64 KiB before and after, from the beginning of a line: a line end is no half of a character in any encoding proposed. */
function linesAround(bytes: Buffer, at: number): { from: number; to: number } {
  const earliest = Math.max(0, at - aroundBytes);
  const lineStart = earliest === 0 ? 0 : bytes.indexOf(10, earliest) + 1;
  return { from: lineStart > at || lineStart === 0 ? earliest : lineStart, to: Math.min(bytes.length, at + aroundBytes) };
}

function countLineEnds(state: SurveyState, chunk: Buffer): void {
  if (state.lastByte === 13 && chunk[0] === 10) state.crlf++;
  let at = chunk.indexOf(13);
  while (at !== -1) {
    state.cr++;
    if (chunk[at + 1] === 10) state.crlf++;
    at = chunk.indexOf(13, at + 1);
  }
  at = chunk.indexOf(10);
  while (at !== -1) {
    state.lf++;
    at = chunk.indexOf(10, at + 1);
  }
}

function countNuls(state: SurveyState, bytes: Buffer): void {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) state.nulsEven++;
    else state.nulsOdd++;
  }
}

function finish(state: SurveyState, head: Buffer, size: number, complete: boolean): ByteSurvey {
  const cutOff = complete && state.invalid === null && state.carried.length > 0;
  return {
    sha256: state.hash.digest('hex'),
    sizeBytes: size,
    mark: markOf(head),
    ascii: state.ascii,
    invalidUtf8: cutOff ? { offset: size - state.carried.length, kind: 'cut-off', around: state.carried, aroundEnds: true, utf8Bytes: 0 } : state.invalid && { ...state.invalid, utf8Bytes: state.utf8Bytes },
    firstNul: state.firstNul,
    nulsEven: state.nulsEven,
    nulsOdd: state.nulsOdd,
    lineEnds: { lf: state.lf, cr: state.cr, crlf: state.crlf },
    endMark: complete && state.lastByte === 0x1a,
    head,
    complete: size <= head.length && complete,
  };
}

function markOf(head: Buffer): ByteOrderMark | null {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff)) return 'utf-32';
  if (starts(0xef, 0xbb, 0xbf)) return 'utf-8';
  if (starts(0xff, 0xfe)) return 'utf-16-le';
  if (starts(0xfe, 0xff)) return 'utf-16-be';
  return null;
}
