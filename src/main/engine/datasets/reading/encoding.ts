/** Decides how bytes become text, from evidence only; where the bytes do not decide, it asks with readable proposals. */
import { analyse } from 'chardet';
import type { Encoding, Notice, Question } from '@shared/areas/datasets';
import type { ByteSurvey } from './byteSurvey';

export interface EncodingDecision {
  readonly encoding: Encoding;
  readonly evidence: string;
  readonly problem: Notice | null;
  readonly question: Question | null;
}

const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16-le': 'UTF-16 little-endian',
  'utf-16-be': 'UTF-16 big-endian',
  'utf-32-le': 'UTF-32',
  'windows-1252': 'Western European (Windows-1252)',
  'iso-8859-1': 'Western European (ISO 8859-1)',
  gb18030: 'Chinese (GB 18030)',
  shift_jis: 'Japanese (Shift-JIS)',
};

/** Proposals for bytes that are not UTF-8, with the names the detector uses for them. */
const proposals: readonly { readonly encoding: Encoding; readonly detected: readonly string[] }[] = [
  { encoding: 'windows-1252', detected: ['windows-1252', 'ISO-8859-1', 'windows-1250', 'ISO-8859-2'] },
  { encoding: 'gb18030', detected: ['GB18030'] },
  { encoding: 'shift_jis', detected: ['Shift_JIS'] },
];

export function decideEncoding(survey: ByteSurvey, requested: Encoding | undefined): EncodingDecision {
  if (survey.mark === 'utf-32' || requested === 'utf-32-le') return rejected('utf-32-le', 'unsupported-encoding', 'The file is UTF-32, which is not read. Save it as UTF-8 and import it again.', 0);
  if (requested !== undefined) return requestedEncoding(survey, requested);
  if (survey.mark === 'utf-16-le' || survey.mark === 'utf-16-be') return settled(survey.mark, `${encodingNames[survey.mark]}, said by the mark at its start`);
  if (survey.firstNul !== null) return withNuls(survey, survey.firstNul);
  if (survey.invalidUtf8 !== null) return notUtf8(survey, survey.invalidUtf8);
  if (survey.mark === 'utf-8') return settled('utf-8', 'UTF-8, said by the mark at its start');
  return settled('utf-8', survey.ascii ? 'only plain ASCII characters, read as UTF-8' : 'every byte is valid UTF-8');
}

function requestedEncoding(survey: ByteSurvey, requested: Encoding): EncodingDecision {
  const wide = requested === 'utf-16-le' || requested === 'utf-16-be';
  if (requested === 'utf-8' && survey.invalidUtf8) return brokenUtf8(survey.invalidUtf8);
  if (!wide && survey.firstNul !== null) return binary(survey.firstNul);
  return settled(requested, `${encodingNames[requested]}, as chosen`);
}

function withNuls(survey: ByteSurvey, firstNul: number): EncodingDecision {
  const sample = Math.min(survey.head.length, 1 << 16);
  const encoding = survey.nulsOdd > 0.3 * (sample / 2) && survey.nulsEven < survey.nulsOdd / 10 ? 'utf-16-le' : survey.nulsEven > 0.3 * (sample / 2) && survey.nulsOdd < survey.nulsEven / 10 ? 'utf-16-be' : null;
  if (encoding === null || survey.sizeBytes % 2 !== 0) return binary(firstNul);
  return asked(encoding, 'every second byte is zero, as in UTF-16 text', [encoding]);
}

function notUtf8(survey: ByteSurvey, invalid: NonNullable<ByteSurvey['invalidUtf8']>): EncodingDecision {
  if (invalid.afterMultibyte || invalid.kind !== 'sequence') return brokenUtf8(invalid);
  const around = survey.head.length > invalid.offset ? survey.head : Buffer.alloc(0);
  const scores = new Map<string, number>(analyse(around).map(({ name, confidence }) => [name, confidence]));
  const readable = proposals
    .filter(({ encoding }) => decodes(around, encoding, survey.complete))
    .map(({ encoding, detected }) => ({ encoding, score: Math.max(...detected.map((name) => scores.get(name) ?? 0)) }))
    .sort((a, b) => b.score - a.score)
    .map(({ encoding }) => encoding);
  const first = readable[0];
  if (first === undefined) return binary(invalid.offset);
  return asked(first, `not UTF-8 from byte ${invalid.offset.toLocaleString('en-US')} on`, readable);
}

function decodes(bytes: Buffer, encoding: Encoding, complete: boolean): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !complete });
    return !/[\u0080-\u009f]/u.test(text);
  } catch {
    return false;
  }
}

function settled(encoding: Encoding, evidence: string): EncodingDecision {
  return { encoding, evidence, problem: null, question: null };
}

function rejected(encoding: Encoding, code: string, message: string, offset: number): EncodingDecision {
  return { encoding, evidence: message, problem: { code, message, offset }, question: null };
}

function binary(offset: number): EncodingDecision {
  return rejected('utf-8', 'binary-file', `The file is not text: it holds bytes that no table has, the first at byte ${offset.toLocaleString('en-US')}. Export the table as CSV and import that file.`, offset);
}

function brokenUtf8({ offset, kind }: NonNullable<ByteSurvey['invalidUtf8']>): EncodingDecision {
  const what = kind === 'cut-off' ? 'The file ends in the middle of a character' : kind === 'surrogate' ? 'The file holds half a character pair' : 'The file mixes two encodings: it is UTF-8 at first and something else';
  return rejected('utf-8', 'broken-encoding', `${what} at byte ${offset.toLocaleString('en-US')}. Export it again as UTF-8; reading on would change characters.`, offset);
}

function asked(encoding: Encoding, evidence: string, options: readonly Encoding[]): EncodingDecision {
  return {
    encoding,
    evidence,
    problem: null,
    question: {
      code: 'encoding',
      message: `In which encoding was the file written? It is ${evidence}.`,
      options: options.map((option) => ({ label: encodingNames[option], apply: { encoding: option } })),
    },
  };
}
