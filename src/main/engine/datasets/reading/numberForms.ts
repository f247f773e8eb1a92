/** Numbers: which mark separates decimals in this file, and whether a column is all numbers under that mark. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind, type CellKind } from './cellKind';
import { textForm, type ColumnForm, type FormContext, type FormDecision } from './columnForm';
import { countValues, sumOf, type ColumnTally } from './columnTally';
import type { Question } from './notices';
import { dressOf, type Dress } from './numberDress';

const { evidence: why, questions: words } = datasetsMessages;

export type DecimalMark = '.' | ',';

export interface DecimalDecision {
  readonly decimal: DecimalMark;
  readonly question: Question | null;
}

const always: readonly CellKind[] = [cellKind.integer];
const underPoint: readonly CellKind[] = [cellKind.decimal, cellKind.dotGroup, cellKind.commaGroup, cellKind.commaThousands, cellKind.exponentCode];
const underComma: readonly CellKind[] = [cellKind.commaDecimal, cellKind.commaGroup, cellKind.dotGroup, cellKind.dotThousands, cellKind.exponentCode];
const anyNumber: readonly CellKind[] = [...new Set([...always, ...underPoint, ...underComma, cellKind.parenthesised])];

/** One mark for the whole file, by evidence: a column only counts where all its cells are numbers of some form. */
export function decideDecimalMark(tallies: readonly ColumnTally[], delimiter: string, request: ReadingRequest): DecimalDecision {
  if (request.decimal !== undefined) return { decimal: request.decimal, question: null };
  const numeric = tallies.filter(({ counts }) => {
    const values = countValues(counts);
    return values > 0 && sumOf(counts, anyNumber) === values;
  });
  const has = (kinds: readonly CellKind[]) => (tally: ColumnTally): boolean => sumOf(tally.counts, kinds) > 0;
  const comma = numeric.filter(has([cellKind.commaDecimal, cellKind.dotThousands])).length;
  const point = numeric.filter(has([cellKind.decimal, cellKind.commaThousands])).length;
  if (comma > 0 && point > 0) return { decimal: comma > point ? ',' : '.', question: decimalQuestion(words.mixedDecimals, comma > point ? ',' : '.') };
  // Numbers with a currency or a percent sign are no lists.
  const dressedCommas = numeric.some(({ dress }) => dress !== null && dress.commas > 0);
  if (comma > 0 && delimiter === ',' && !dressedCommas) return { decimal: ',', question: decimalQuestion(words.decimalsOrLists, ',') };
  if (comma > 0) return { decimal: ',', question: null };
  if (point > 0) return { decimal: '.', question: null };
  if (numeric.some(has([cellKind.commaGroup]))) return { decimal: '.', question: decimalQuestion(words.commaGroups, '.') };
  const money = numeric.some((tally) => (tally.dress?.currencies.size ?? 0) > 0 && has([cellKind.dotGroup])(tally));
  if ((delimiter === ';' && numeric.some(has([cellKind.dotGroup]))) || money) return { decimal: '.', question: decimalQuestion(words.pointGroups, '.') };
  return { decimal: '.', question: null };
}

function decimalQuestion(message: string, proposal: DecimalMark): Question {
  const options = [
    { label: words.decimalPoint, apply: { decimal: '.' as const } },
    { label: words.decimalComma, apply: { decimal: ',' as const } },
  ];
  return { code: 'decimal-mark', message, options: proposal === '.' ? options : options.reverse() };
}

/** Null where the column is not all numbers under the file's decimal mark. */
export function resolveNumbers(name: string, tally: ColumnTally, { request, decimal }: FormContext, values: number): FormDecision | null {
  const { counts, rewritten } = tally;
  const allowed = decimal === '.' ? underPoint : underComma;
  const numbers = sumOf(counts, [...always, ...allowed]);
  const parenthesised = counts[cellKind.parenthesised] ?? 0;
  if (numbers + (request.parentheses === 'text' ? 0 : parenthesised) !== values) return null;
  const exponents = counts[cellKind.exponentCode] ?? 0;
  // Whole numbers alone do not tell whether 12E3 is one of them or an article's code.
  const likeCodes = exponents > 0 && exponents + (counts[cellKind.integer] ?? 0) === values;
  if (likeCodes && request.exponents === 'text') return asText(name, { code: 'by-form', remark: why.exponentCodes });

  const dress = dressOf(name, tally, request, values);
  if (dress.stays !== null) return asText(name, { remark: dress.stays });
  const questions: Question[] = [...dress.questions];
  if (parenthesised + dress.parentheses > 0 && request.parentheses === undefined) questions.push(parenthesesQuestion(name));
  if (likeCodes && request.exponents === undefined) questions.push(exponentQuestion(name));
  const integral = sumOf(counts, [cellKind.integer, decimal === '.' ? cellKind.commaGroup : cellKind.dotGroup]) === values;
  const plain = decimal === '.' ? [cellKind.decimal, cellKind.dotGroup] : [];
  const canonical = sumOf(counts, [...always, ...plain]) - sumOf(rewritten, [...always, ...plain]);
  return {
    form: textForm(name, { storage: integral ? 'integer' : 'decimal', dressed: tally.dress !== null, keepsText: canonical < values, remark: numberRemark(tally, decimal, integral, dress) }),
    questions,
    warnings: dress.warnings,
    problem: null,
  };
}

function asText(name: string, more: Partial<ColumnForm>): FormDecision {
  return { form: textForm(name, more), questions: [], warnings: [], problem: null };
}

function numberRemark({ counts }: ColumnTally, decimal: DecimalMark, integral: boolean, dress: Dress): string | null {
  const grouped = decimal === '.' ? sumOf(counts, [cellKind.commaGroup, cellKind.commaThousands]) : sumOf(counts, [cellKind.dotGroup, cellKind.dotThousands]);
  const decisive = grouped > 0 || (decimal === ',' && !integral) ? sumOf(counts, decimal === '.' ? [cellKind.decimal, cellKind.commaThousands] : [cellKind.commaDecimal, cellKind.dotThousands]) : 0;
  const remarks = [
    ...dress.remarks,
    ...(grouped > 0 && !dress.indian ? [why.thousands(decimal)] : []),
    ...(decimal === ',' && !integral && grouped === 0 ? [why.decimalComma] : []),
    ...(decisive > 0 ? [why.cellsDecide(decisive)] : []),
  ];
  return remarks.length === 0 ? null : remarks.join(', ');
}

function parenthesesQuestion(name: string): Question {
  return {
    code: 'parentheses',
    message: words.parentheses(name),
    options: [
      { label: words.parenthesesYes, apply: { parentheses: 'negative' } },
      { label: words.parenthesesNo, apply: { parentheses: 'text' } },
    ],
  };
}

function exponentQuestion(name: string): Question {
  return {
    code: 'exponents',
    message: words.exponents(name),
    options: [
      { label: words.exponentCodes, apply: { exponents: 'text' } },
      { label: words.exponentNumbers, apply: { exponents: 'number' } },
    ],
  };
}
