/** Writes records as the plain text the reader reads (UTF-8, one delimiter, doubled quotes, \n) and remembers which line of the source each came from. */
import { open } from 'node:fs/promises';
import type { ReadingRequest } from '@shared/areas/datasets';
import { surveyBytes, type ByteSurvey } from '../reading/byteSurvey';

export interface PlainText {
  /** One record; of no cells for a blank one. */
  add(cells: readonly string[], sourceLine: number): void;
  /** Writes what has gathered; to be awaited now and then. */
  flush(): Promise<void>;
  /** May be called again. */
  close(): Promise<void>;
  lineOf(): ((line: number) => number) | null;
}

/** What plain text leaves nothing open about. */
export const plainDialect = { encoding: 'utf-8', delimiter: ',', quote: '"' } as const satisfies Partial<ReadingRequest>;

const flushAt = 1 << 20;
const needsQuotes = /["\r\n]/;
const lineEnd = /\r\n|\r|\n/g;

export async function createPlainText(path: string, delimiter = ','): Promise<PlainText> {
  const file = await open(path, 'wx');
  const lines = createLineMap();
  let parts: string[] = [];
  let gathered = 0;

  async function write(): Promise<void> {
    const text = parts.join('');
    parts = [];
    gathered = 0;
    await file.writeFile(text);
  }

  let closed = false;
  return {
    add(cells, sourceLine) {
      const text = `${cells.map((cell) => (cell.includes(delimiter) || needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\n`;
      parts.push(text);
      gathered += text.length;
      lines.add(sourceLine, text.match(lineEnd)?.length ?? 1);
    },
    async flush() {
      if (gathered >= flushAt) await write();
    },
    async close() {
      if (closed) return;
      closed = true;
      if (gathered > 0) await write();
      await file.close();
    },
    lineOf: lines.lineOf,
  };
}

/** The survey of plain text. Line ends inside quotes are part of cells, so \n alone ends a record. */
export async function surveyPlainText(path: string, options: { readonly headOnly?: boolean; readonly signal?: AbortSignal }): Promise<ByteSurvey> {
  const survey = await surveyBytes(path, options);
  return { ...survey, lineEnds: { ...survey.lineEnds, cr: 0, crlf: 0 }, endMark: false };
}

interface LineMap {
  add(sourceLine: number, textLines: number): void;
  lineOf(): ((line: number) => number) | null;
}

/** Takes memory only from the first line on that differs from its source. */
function createLineMap(): LineMap {
  let count = 0;
  let map: Uint32Array | null = null;
  return {
    add(sourceLine, textLines) {
      if (map === null && sourceLine === count + 1 && textLines === 1) {
        count++;
        return;
      }
      map ??= Uint32Array.from({ length: Math.max(1024, 2 * count) }, (_, i) => (i < count ? i + 1 : 0));
      if (count + textLines > map.length) {
        const larger = new Uint32Array(2 * (count + textLines));
        larger.set(map);
        map = larger;
      }
      map.fill(sourceLine, count, count + textLines);
      count += textLines;
    },
    lineOf() {
      const found = map;
      return found === null ? null : (line) => found[line - 1] ?? line;
    },
  };
}
