/** Decides how bytes become text, from evidence only; where the bytes do not decide, it asks with readable proposals. */
import type { Encoding } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import type { ByteSurvey, InvalidUtf8 } from './byteSurvey';
import { previewEncodings } from './encodingPreview';
import { looksEastAsian, proposeEncodings } from './encodingProposals';
import type { Notice, Question } from './notices';

export interface EncodingDecision {
  readonly encoding: Encoding;
  readonly evidence: string;
  readonly problem: Notice | null;
  readonly question: Question | null;
}

const { encodingNames, evidence: why, refused: reasons } = datasetsMessages;

export function decideEncoding(survey: ByteSurvey, requested: Encoding | undefined): EncodingDecision {
  if (survey.mark === 'utf-32' || requested === 'utf-32-le') return rejected('utf-32-le', 'unsupported-encoding', reasons.utf32, 0);
  if (requested !== undefined) return requestedEncoding(survey, requested);
  if (survey.mark === 'utf-16-le' || survey.mark === 'utf-16-be') return settled(survey.mark, why.encodingMark(encodingNames[survey.mark]));
  if (survey.firstNul !== null) return withNuls(survey, survey.firstNul);
  if (survey.invalidUtf8 !== null) return notUtf8(survey, survey.invalidUtf8);
  if (survey.mark === 'utf-8') return settled('utf-8', why.encodingMark(encodingNames['utf-8']));
  return settled('utf-8', survey.ascii ? why.ascii : why.validUtf8);
}

function requestedEncoding(survey: ByteSurvey, requested: Encoding): EncodingDecision {
  const wide = requested === 'utf-16-le' || requested === 'utf-16-be';
  if (requested === 'utf-8' && survey.invalidUtf8) return brokenUtf8(survey.invalidUtf8);
  if (!wide && survey.firstNul !== null) return binary(survey.firstNul);
  return settled(requested, why.encodingChosen(encodingNames[requested]));
}

function withNuls(survey: ByteSurvey, firstNul: number): EncodingDecision {
  const sample = Math.min(survey.head.length, 1 << 16);
  const encoding = survey.nulsOdd > 0.3 * (sample / 2) && survey.nulsEven < survey.nulsOdd / 10 ? 'utf-16-le' : survey.nulsEven > 0.3 * (sample / 2) && survey.nulsOdd < survey.nulsEven / 10 ? 'utf-16-be' : null;
  if (encoding === null || survey.sizeBytes % 2 !== 0) return binary(firstNul);
  return asked(survey, encoding, why.everySecondZero, [encoding]);
}

function notUtf8(survey: ByteSurvey, invalid: InvalidUtf8): EncodingDecision {
  if (invalid.kind !== 'sequence') return brokenUtf8(invalid);
  if (invalid.utf8Bytes > 0 && !looksEastAsian(invalid.around)) return brokenUtf8(invalid);
  const proposed = proposeEncodings(invalid.around, invalid.aroundEnds);
  const first = proposed[0];
  if (first === undefined) return binary(invalid.offset);
  return asked(survey, first, why.notUtf8(invalid.offset), proposed);
}

function settled(encoding: Encoding, evidence: string): EncodingDecision {
  return { encoding, evidence, problem: null, question: null };
}

function rejected(encoding: Encoding, code: Notice['code'], message: string, offset: number): EncodingDecision {
  return { encoding, evidence: message, problem: { code, message, offset }, question: null };
}

function binary(offset: number): EncodingDecision {
  return rejected('utf-8', 'binary-file', reasons.binary(offset), offset);
}

function brokenUtf8({ offset, kind }: InvalidUtf8): EncodingDecision {
  return rejected('utf-8', 'broken-encoding', reasons.brokenUtf8(kind, offset), offset);
}

function asked(survey: ByteSurvey, encoding: Encoding, evidence: string, proposed: readonly Encoding[]): EncodingDecision {
  const previews = previewEncodings(survey, proposed);
  return {
    encoding,
    evidence,
    problem: null,
    question: {
      code: 'encoding',
      message: datasetsMessages.questions.encoding(evidence),
      options: proposed.map((each) => ({ label: encodingNames[each], apply: { encoding: each }, preview: previews.get(each) })),
    },
  };
}
