/** Everything the reader may say of a file, by code. Stored versions may hold codes of other releases, so these are no schema. */

/** What is told beside a table that was stored. */
export const warningCodes = [
  'already-imported',
  'bare-amounts',
  'bare-times',
  'blank-lines',
  'control-characters',
  'day-digits',
  'empty-as-missing',
  'end-mark',
  'error-cells',
  'filled-columns',
  'fixed-widths',
  'formula-without-value',
  'garbled-text',
  'hidden-columns',
  'hidden-rows',
  'hidden-sheets',
  'left-out-files',
  'made-names',
  'mark-in-data',
  'merged-cells',
  'mixed-currencies',
  'mixed-date-forms',
  'mixed-line-ends',
  'mixed-zones',
  'mostly-values',
  'nan-as-missing',
  'nested-as-json',
  'other-order',
  'padded-cells',
  'percent',
  'quoted-lines',
  'ragged-rows',
  'recipe-new-columns',
  'replacement-characters',
  'similar-names',
  'spaces-after-quotes',
  'special-numbers',
  'stray-quotes',
  'total-row',
  'trailing-delimiter',
  'wide-to-long',
] as const;

/** Why nothing was stored. */
export const refusalCodes = [
  'binary-file',
  'broken-encoding',
  'column-taken',
  'date-conflict',
  'date-invalid',
  'file-column-taken',
  'name-too-long',
  'no-common-columns',
  'no-period-columns',
  'no-rows',
  'no-such-sheet',
  'ragged-rows',
  'record-too-long',
  'text-after-quote',
  'too-many-columns',
  'two-tables',
  'type-mismatch',
  'unclosed-quote',
  'unknown-column',
  'unquoted-line',
  'unsupported-encoding',
  'wrong-names',
] as const;

/** What the file leaves open. Where nobody answers, the first option is taken and told as `guessed-` and the code. */
export const questionCodes = [
  'backslash-escape',
  'currencies',
  'date-order',
  'date-serials',
  'decimal-mark',
  'delimiter',
  'digit-groups',
  'duplicate-names',
  'empty-names',
  'encoding',
  'exponents',
  'header',
  'null-tokens',
  'parentheses',
  'percents',
  'preamble',
  'quote',
  'quoted-lines',
  'recipe-misfit',
  'trailing-minus',
  'two-digit-years',
  'two-header-rows',
  'unlike-files',
  'which-sheet',
] as const;

/** What may be done with a file and need not be. */
export const proposalCodes = ['wide-to-long'] as const;

export type QuestionCode = (typeof questionCodes)[number];
export type ProposalCode = (typeof proposalCodes)[number];
/** A question where nobody may be asked is a refusal by its code. */
export type NoticeCode = (typeof warningCodes)[number] | (typeof refusalCodes)[number] | QuestionCode | `guessed-${QuestionCode}`;
