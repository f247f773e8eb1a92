/** How the same lines look in each encoding that is proposed, so that a person can see which one is right. */
import type { Encoding, PreviewLine } from '@shared/areas/datasets';
import type { ByteSurvey } from './byteSurvey';
import { decodeHead, UndecodableBytes } from './decodedText';

const shownLines = 6;
const longestLine = 240;
const lineEnd = /\r\n|\r|\n/;

/** The first line, then those where the bytes are not plain ASCII: only they tell the encodings apart. Far behind the head, lines have no number. Empty where the bytes fit none. */
export function previewEncodings({ head, complete, invalidUtf8 }: ByteSurvey, encodings: readonly Encoding[]): ReadonlyMap<Encoding, PreviewLine[]> {
  const far = invalidUtf8 !== null && invalidUtf8.offset >= head.length ? invalidUtf8 : null;
  const texts = encodings.flatMap((encoding) => decodedLines(encoding, far ? far.around : head, far ? far.aroundEnds : complete));
  const tells = (i: number): boolean => texts.some(({ lines }) => /[^\x00-\x7f]/.test(lines[i] ?? ''));
  const telling = [...(texts[0]?.lines ?? []).keys()].filter((i) => (i === 0 && far === null) || tells(i)).slice(0, shownLines);
  return new Map(texts.map(({ encoding, lines }) => [encoding, telling.map((i) => ({ line: far ? null : i + 1, text: (lines[i] ?? '').slice(0, longestLine) }))]));
}

function decodedLines(encoding: Encoding, bytes: Buffer, complete: boolean): readonly { readonly encoding: Encoding; readonly lines: readonly string[] }[] {
  try {
    return [{ encoding, lines: decodeHead(bytes, encoding, complete).split(lineEnd) }];
  } catch (error) {
    if (error instanceof UndecodableBytes) return [];
    throw error;
  }
}
