/** Numbers: which mark separates decimals in this file, and whether a column is all numbers under that mark. */
import type { Question, ReadingRequest } from '@shared/areas/datasets';
import { cellKind, type CellKind } from './cellKind';
import type { FormContext, FormDecision } from './columnForm';
import { countValues, sumOf, type ColumnTally } from './columnTally';

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
  if (comma > 0 && point > 0) return { decimal: comma > point ? ',' : '.', question: decimalQuestion('Some columns write decimals with a comma and some with a point. Which is right? The others are kept as text.', comma > point ? ',' : '.') };
  if (comma > 0 && delimiter === ',') return { decimal: ',', question: decimalQuestion('Are numbers such as 1,5 decimals, or lists to keep as text?', ',') };
  if (comma > 0) return { decimal: ',', question: null };
  if (point > 0) return { decimal: '.', question: null };
  if (numeric.some(has([cellKind.commaGroup]))) return { decimal: '.', question: decimalQuestion('Does 1,234 mean 1234, or a little more than 1?', '.') };
  if (delimiter === ';' && numeric.some(has([cellKind.dotGroup]))) return { decimal: '.', question: decimalQuestion('Does 1.234 mean a little more than 1, or 1234?', '.') };
  return { decimal: '.', question: null };
}

function decimalQuestion(message: string, proposal: DecimalMark): Question {
  const options = [
    { label: 'A point marks decimals: 1.5', apply: { decimal: '.' as const } },
    { label: 'A comma marks decimals: 1,5', apply: { decimal: ',' as const } },
  ];
  return { code: 'decimal-mark', message, options: proposal === '.' ? options : options.reverse() };
}

/** Null where the column is not all numbers under the file's decimal mark. */
export function resolveNumbers(name: string, { counts, rewritten }: ColumnTally, { request, decimal }: FormContext, values: number): FormDecision | null {
  const allowed = decimal === '.' ? underPoint : underComma;
  const numbers = sumOf(counts, [...always, ...allowed]);
  const parenthesised = counts[cellKind.parenthesised] ?? 0;
  if (numbers + (request.parentheses === 'text' ? 0 : parenthesised) !== values) return null;
  const exponents = counts[cellKind.exponentCode] ?? 0;
  if (exponents === values && request.exponents === 'text') return { form: { name, storage: 'text', code: true, dateOrder: 'ymd', keepsText: false, remark: 'codes that look like 1E5' }, questions: [], warnings: [], problem: null };

  const questions: Question[] = [];
  if (parenthesised > 0 && request.parentheses === undefined) questions.push(parenthesesQuestion(name));
  if (exponents === values && request.exponents === undefined) questions.push(exponentQuestion(name));
  const grouped = decimal === '.' ? sumOf(counts, [cellKind.commaGroup, cellKind.commaThousands]) : sumOf(counts, [cellKind.dotGroup, cellKind.dotThousands]);
  const integral = sumOf(counts, [cellKind.integer, decimal === '.' ? cellKind.commaGroup : cellKind.dotGroup]) === values;
  const plain = decimal === '.' ? [cellKind.decimal, cellKind.dotGroup] : [];
  const canonical = sumOf(counts, [...always, ...plain]) - sumOf(rewritten, [...always, ...plain]);
  return {
    form: {
      name,
      storage: integral ? 'integer' : 'decimal',
      code: false,
      dateOrder: 'ymd',
      keepsText: canonical < values,
      remark: grouped > 0 ? `with a ${decimal === '.' ? 'comma' : 'point'} between thousands` : decimal === ',' && !integral ? 'with a decimal comma' : null,
    },
    questions,
    warnings: [],
    problem: null,
  };
}

function parenthesesQuestion(name: string): Question {
  return {
    code: 'parentheses',
    message: `Does (5.00) in "${name}" mean minus 5, as in accounting?`,
    options: [
      { label: 'Yes, minus 5', apply: { parentheses: 'negative' } },
      { label: 'No, keep it as text', apply: { parentheses: 'text' } },
    ],
  };
}

function exponentQuestion(name: string): Question {
  return {
    code: 'exponents',
    message: `Are the values of "${name}", such as 1E5, codes or numbers?`,
    options: [
      { label: 'Codes, kept as text', apply: { exponents: 'text' } },
      { label: 'Numbers: 1E5 is 100,000', apply: { exponents: 'number' } },
    ],
  };
}
