/** How the same lines look in each encoding that was proposed, so that a person can see which one is right. */
import type { Encoding, Inspection, Question } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import type { ByteSurvey } from './reading/byteSurvey';
import { decodeHead, UndecodableBytes } from './reading/decodedText';

const shownLines = 6;
const longestLine = 240;
const lineEnd = /\r\n|\r|\n/;

/** The first line, then those where the bytes are not plain ASCII: only they tell the encodings apart. */
export function previewEncodings({ head, complete }: ByteSurvey, question: Question): Inspection['encodings'] {
  const proposed = question.options.flatMap(({ apply }) => apply.encoding ?? []);
  const texts = proposed.flatMap((encoding) => decoded(head, encoding, complete));
  const telling = [0, ...(texts[0]?.lines ?? []).flatMap((_, i) => (i > 0 && texts.some(({ lines }) => /[^\x00-\x7f]/.test(lines[i] ?? '')) ? [i] : []))].slice(0, shownLines);
  return texts.map(({ encoding, lines }) => ({
    encoding,
    label: datasetsMessages.encodingNames[encoding],
    lines: telling.map((i) => ({ line: i + 1, text: (lines[i] ?? '').slice(0, longestLine) })),
  }));
}

function decoded(head: Buffer, encoding: Encoding, complete: boolean): readonly { readonly encoding: Encoding; readonly lines: readonly string[] }[] {
  try {
    return [{ encoding, lines: decodeHead(head, encoding, complete).split(lineEnd) }];
  } catch (error) {
    if (error instanceof UndecodableBytes) return [];
    throw error;
  }
}
