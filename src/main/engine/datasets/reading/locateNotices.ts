/** Says of each notice where it points, in every way that a person may look for it: line and column as an editor counts, bytes as a program does. */
import { open, type FileHandle } from 'node:fs/promises';
import type { Encoding } from '@shared/areas/datasets';
import type { Notice } from './notices';

const chunkBytes = 1 << 20;
/** A column further to the right than this is not looked for. */
const longestLine = 1 << 20;
/** Bytes that are no text have no lines. */
const withoutLines: ReadonlySet<Notice['code']> = new Set(['binary-file', 'unsupported-encoding']);

/** A line gets the offset of its beginning, or of its column where that is known; an offset gets its line and column. Lines end where the reader ends them. */
export async function locateNotices(path: string, encoding: Encoding, notices: readonly Notice[]): Promise<Notice[]> {
  const unplaced = notices.filter(({ code, line, offset }) => !withoutLines.has(code) && (line !== undefined) !== (offset !== undefined));
  if (unplaced.length === 0) return [...notices];
  const file = await open(path, 'r');
  try {
    const places = await findLines(file, encoding, new Set(unplaced.flatMap(({ line }) => line ?? [])), unplaced.flatMap(({ offset }) => offset ?? []));
    const located: Notice[] = [];
    for (const notice of notices) located.push(unplaced.includes(notice) ? await locate(file, encoding, notice, places) : notice);
    return located;
  } finally {
    await file.close();
  }
}

interface Places {
  readonly startOfLine: ReadonlyMap<number, number>;
  readonly lineOfOffset: ReadonlyMap<number, { readonly line: number; readonly start: number }>;
}

async function locate(file: FileHandle, encoding: Encoding, notice: Notice, { startOfLine, lineOfOffset }: Places): Promise<Notice> {
  if (notice.offset !== undefined) {
    const place = lineOfOffset.get(notice.offset);
    if (!place) return notice;
    const length = notice.offset - place.start;
    const column = length > longestLine ? undefined : charactersIn(await bytesAt(file, place.start, length), encoding) + 1;
    return { ...notice, line: place.line, ...(column === undefined ? {} : { column }) };
  }
  const start = startOfLine.get(notice.line ?? 0);
  if (start === undefined) return notice;
  if (notice.column === undefined) return { ...notice, offset: start };
  const before = bytesOf(await bytesAt(file, start, longestLine), encoding, notice.column - 1);
  return before === null ? notice : { ...notice, offset: start + before };
}

/** Counts through the bytes up to the last place that is asked for. */
async function findLines(file: FileHandle, encoding: Encoding, lines: ReadonlySet<number>, offsets: readonly number[]): Promise<Places> {
  const startOfLine = new Map<number, number>();
  const lineOfOffset = new Map<number, { line: number; start: number }>();
  const lastLine = Math.max(0, ...lines);
  const lastOffset = Math.max(-1, ...offsets);
  let [line, start] = [1, await markBytes(file)];
  const endLine = (next: number): void => {
    for (const offset of offsets) if (offset >= start && offset < next) lineOfOffset.set(offset, { line, start });
    line++;
    start = next;
    if (lines.has(line)) startOfLine.set(line, start);
  };
  if (lines.has(1)) startOfLine.set(1, start);

  const wide = encoding === 'utf-16-le' || encoding === 'utf-16-be';
  const step = wide ? 2 : 1;
  const low = encoding === 'utf-16-be' ? 1 : 0;
  const buffer = Buffer.alloc(chunkBytes);
  let afterReturn = false;
  for (let position = start; line < lastLine || start <= lastOffset; position += chunkBytes) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
    for (let i = 0; i < bytesRead; i += step) {
      const unit = wide && buffer[i + 1 - low] !== 0 ? -1 : buffer[i + low];
      if (afterReturn && unit !== 10) endLine(position + i);
      if (unit === 10) endLine(position + i + step);
      afterReturn = unit === 13;
    }
    if (bytesRead < chunkBytes) break;
  }
  if (offsets.some((offset) => !lineOfOffset.has(offset))) endLine(Number.POSITIVE_INFINITY);
  return { startOfLine, lineOfOffset };
}

/** A mark at the beginning is no character of the first line. */
async function markBytes(file: FileHandle): Promise<number> {
  const head = (await bytesAt(file, 0, 3)).toString('hex');
  return head === 'efbbbf' ? 3 : head.startsWith('fffe') || head.startsWith('feff') ? 2 : 0;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** In code points. */
function charactersIn(bytes: Uint8Array, encoding: Encoding): number {
  return [...decoderOf(encoding).decode(bytes)].length;
}

/** Bytes that so many characters take; null where the line is shorter. */
function bytesOf(bytes: Buffer, encoding: Encoding, characters: number): number | null {
  const decoder = decoderOf(encoding);
  let found = 0;
  for (let at = 0; at < bytes.length; at++) {
    if (found >= characters) return at;
    found += [...decoder.decode(bytes.subarray(at, at + 1), { stream: true })].length;
  }
  return found >= characters ? bytes.length : null;
}

function decoderOf(encoding: Encoding): InstanceType<typeof TextDecoder> {
  const label = encoding === 'utf-16-le' ? 'utf-16le' : encoding === 'utf-16-be' ? 'utf-16be' : encoding === 'utf-32-le' ? 'utf-8' : encoding;
  return new TextDecoder(label, { ignoreBOM: true });
}
