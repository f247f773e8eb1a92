/** What the reader says of a file: the shared records, with codes from the closed list only. */
import type { Notice as AnyNotice, Question as AnyQuestion } from '@shared/areas/datasets';
import type { NoticeCode, ProposalCode, QuestionCode } from '@shared/areas/readingCodes';

export interface Notice extends AnyNotice {
  code: NoticeCode;
}

export interface Question extends AnyQuestion {
  code: QuestionCode;
}

export interface Proposal extends AnyQuestion {
  code: ProposalCode;
}

/** The notice in a list where the condition holds, else no notice. */
export function noticeIf(condition: boolean, notice: Notice): Notice[] {
  return condition ? [notice] : [];
}
