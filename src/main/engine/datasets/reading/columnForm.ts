/** What a column is stored as, decided from the kinds of all its cells. Where the cells do not decide, the analyst is asked. */
import type { ColumnType } from '@shared/areas/common';
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind, type CellKind } from './cellKind';
import { hasCodeName } from './codeName';
import { currencyCells } from './dressTally';
import { countValues, sumOf, type ColumnTally } from './columnTally';
import { dateKinds, datetimeKinds, periodKinds, resolveDates, type DateOrder } from './dateForms';
import { tokensOf } from './missingTokens';
import type { Notice, Question } from './notices';
import { resolveNumbers, type DecimalMark } from './numberForms';

export type Storage = 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'text';

export interface ColumnForm {
  readonly name: string;
  readonly storage: Storage;
  /** Text that is a code although it looks like a number: by the form of its cells, or only by the column's name. */
  readonly code: 'none' | 'by-form' | 'by-name';
  /** The integers count days as Excel does. */
  readonly dayNumbers: boolean;
  readonly dateOrder: DateOrder;
  /** Some numbers stand in dress: with a currency, a percent sign, unusual marks. */
  readonly dressed: boolean;
  /** Kinds of dates that are not three numbers. */
  readonly calendar: readonly CellKind[];
  /** The text of the cells differs from the form the values are stored in, so it is kept beside them. */
  readonly keepsText: boolean;
  /** Said where the evidence is not simply the values themselves. */
  readonly remark: string | null;
}

export interface FormContext {
  readonly request: ReadingRequest;
  readonly decimal: DecimalMark;
  /** File-wide order where one is chosen or decided elsewhere; null while open. */
  readonly dateOrder: DateOrder | null;
  /** Type that the analyst chose for this column. */
  readonly chosen: ColumnType | undefined;
}

export interface FormDecision {
  readonly form: ColumnForm;
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
  readonly problem: Notice | null;
}

const { evidence: why, questions: words } = datasetsMessages;

const numberLike: readonly CellKind[] = [cellKind.integer, cellKind.decimal, cellKind.dotGroup, cellKind.commaDecimal, cellKind.commaGroup, cellKind.commaThousands, cellKind.dotThousands, cellKind.exponentCode];

const dateName = /^(d|ds|dt|date|day|datum|fecha)$|[_\s-](date|datum|day)$|^date[_\s-]|Date$/i;

export function decideForm(name: string, tally: ColumnTally, context: FormContext): FormDecision {
  const { request, chosen } = context;
  const values = countValues(tally.counts);
  const base = textForm(name, { keepsText: tally.tokensRead > 0 });
  const asText = (remark: string | null = null, warnings: readonly Notice[] = []): FormDecision => ({ form: { ...base, remark }, questions: [], warnings, problem: null });

  if (chosen === 'text' || chosen === 'category' || chosen === 'id') return asText();
  const tokens = tally.counts[cellKind.nullToken] ?? 0;
  if (values === 0) return asText(tokens > 0 ? null : why.empty);

  const found = chosen === undefined ? firstFitting(name, tally, context, values) : chosenForm(name, tally, context, values, chosen);
  if (found === null) return asText(null, textWarnings(name, tally, values, tokens));
  if (tokens > 0 && found.problem === null) {
    const open = tokensOf(request, name) === undefined;
    if (!open && chosen !== undefined) return { ...asText(), problem: { code: 'type-mismatch', message: datasetsMessages.refused.typeMismatch(name, chosen, tally.firstLines[cellKind.nullToken] ?? null), line: tally.firstLines[cellKind.nullToken] ?? 0, count: tokens } };
    if (!open) return asText();
    const words = [...tally.nullTokens.keys()].sort();
    return { ...found, questions: [...found.questions, tokenQuestion(words, [{ column: name, tokens: words }])] };
  }
  return { ...found, form: { ...found.form, keepsText: found.form.keepsText || tally.tokensRead > 0 } };
}

function firstFitting(name: string, tally: ColumnTally, context: FormContext, values: number): FormDecision | null {
  return digitCodes(name, tally, context, values) ?? resolveNumbers(name, tally, context, values) ?? booleans(name, tally, values) ?? resolveDates(name, tally, context, values);
}

/** What a column is as long as nothing speaks for another form. */
export function textForm(name: string, more: Partial<ColumnForm> = {}): ColumnForm {
  return { name, storage: 'text', code: 'none', dayNumbers: false, dateOrder: 'ymd', dressed: false, calendar: [], keepsText: false, remark: null, ...more };
}

function plainForm(name: string, storage: Storage, more: Partial<ColumnForm> = {}): FormDecision {
  return { form: { ...textForm(name), storage, ...more }, questions: [], warnings: [], problem: null };
}

/** Integers that must stay text: a number would drop zeros or digits, or their name says that they are codes. */
function digitCodes(name: string, tally: ColumnTally, { request }: FormContext, values: number): FormDecision | null {
  const { counts } = tally;
  const zeros = counts[cellKind.leadingZeros] ?? 0;
  const big = counts[cellKind.bigInteger] ?? 0;
  if (tally.dress !== null && currencyCells(tally.dress) + tally.dress.percents > 0) return null;
  if (sumOf(counts, [cellKind.integer, cellKind.leadingZeros, cellKind.bigInteger]) !== values) return null;
  if (zeros > 0) return plainForm(name, 'text', { code: 'by-form', remark: why.leadingZeros });
  if (big > 0) return plainForm(name, 'text', { code: 'by-form', remark: why.bigIntegers });
  if (tally.plusDigits > 0) return plainForm(name, 'text', { code: 'by-form', remark: why.plusDigits });
  if (hasCodeName(name)) return plainForm(name, 'text', { code: 'by-name', remark: why.namedCode });
  if (tally.dayDigits === values) return dayDigits(name, tally);
  if (dateName.test(name) && tally.shortIntegers === values && tally.fiveDigits > 0 && request.dateSerials !== 'number') return daySerials(name, request);
  return null;
}

/** 20240131: a date where the name says so too, else a number, and told. */
function dayDigits(name: string, tally: ColumnTally): FormDecision | null {
  if (dateName.test(name)) return plainForm(name, 'date', { calendar: [cellKind.integer], keepsText: true, remark: why.dayDigits });
  if (tally.dayDigits < fewestDays) return null;
  return { ...plainForm(name, 'integer', { keepsText: (tally.rewritten[cellKind.integer] ?? 0) > 0 }), warnings: [{ code: 'day-digits', message: datasetsMessages.warnings.dayDigits(name, tally.dayDigits), line: tally.firstLines[cellKind.integer] ?? 0, count: tally.dayDigits }] };
}

/** Fewer may be days by chance. */
const fewestDays = 3;

function daySerials(name: string, request: ReadingRequest): FormDecision {
  if (request.dateSerials === 'excel') return plainForm(name, 'date', { keepsText: true, dayNumbers: true, remark: why.daySerials });
  return {
    ...plainForm(name, 'integer'),
    questions: [
      {
        code: 'date-serials',
        message: words.daySerials(name),
        options: [
          { label: words.wholeNumbers, apply: { dateSerials: 'number' } },
          { label: words.excelDates, apply: { dateSerials: 'excel' } },
        ],
      },
    ],
  };
}

function booleans(name: string, tally: ColumnTally, values: number): FormDecision | null {
  if (tally.counts[cellKind.boolean] !== values) return null;
  return plainForm(name, 'boolean', { keepsText: (tally.rewritten[cellKind.boolean] ?? 0) > 0 });
}

/** A type that was chosen answers what its cells mean. */
const asNumbers: Pick<ReadingRequest, 'exponents' | 'digitGroups'> = { exponents: 'number', digitGroups: 'number' };

function chosenForm(name: string, tally: ColumnTally, context: FormContext, values: number, chosen: ColumnType): FormDecision {
  const { counts } = tally;
  if (chosen === 'integer' || chosen === 'decimal') {
    if (chosen === 'integer' && tally.dress === null && sumOf(counts, [cellKind.integer, cellKind.leadingZeros]) === values) return plainForm(name, 'integer', { keepsText: (counts[cellKind.leadingZeros] ?? 0) + (tally.rewritten[cellKind.integer] ?? 0) > 0 });
    const numbers = resolveNumbers(name, tally, { ...context, request: { ...context.request, ...asNumbers } }, values);
    if (numbers && (chosen === 'decimal' || numbers.form.storage === 'integer')) return { ...numbers, form: { ...numbers.form, storage: chosen } };
  } else if (chosen === 'boolean') {
    const found = booleans(name, tally, values);
    if (found) return found;
  } else if (chosen === 'date' && tally.dayDigits === values) {
    return plainForm(name, 'date', { calendar: [cellKind.integer], keepsText: true });
  } else if (sumOf(counts, [...dateKinds, ...datetimeKinds, ...periodKinds]) === values) {
    const dates = resolveDates(name, tally, context, values);
    if (dates && (dates.form.storage === chosen || chosen === 'datetime')) return { ...dates, form: { ...dates.form, storage: chosen, keepsText: true } };
  }
  const line = firstMisfit(tally, chosen);
  return { ...plainForm(name, 'text'), problem: { code: 'type-mismatch', message: datasetsMessages.refused.typeMismatch(name, chosen, line), ...(line === null ? {} : { line }) } };
}

const fittingKinds: Readonly<Partial<Record<ColumnType, readonly CellKind[]>>> = {
  integer: [cellKind.integer, cellKind.leadingZeros],
  decimal: numberLike,
  boolean: [cellKind.boolean],
  date: dateKinds,
  datetime: [...dateKinds, ...datetimeKinds],
};

/** Line of the first cell that no value of the type looks like; null where they do one by one, and not together. */
function firstMisfit({ firstLines }: ColumnTally, chosen: ColumnType): number | null {
  const fitting = new Set<number>([...(fittingKinds[chosen] ?? []), cellKind.missing]);
  const lines = [...firstLines].filter((line, kind) => line > 0 && !fitting.has(kind));
  return lines.length === 0 ? null : Math.min(...lines);
}

/** `own` are the columns where the words stand among other values. */
export function tokenQuestion(tokens: string[], own: { column: string; tokens: string[] }[]): Question {
  return {
    code: 'null-tokens',
    message: words.nullTokens(tokens),
    options: [
      { label: words.nullTokensYes(tokens), apply: { nullTokens: tokens } },
      { label: words.nullTokensIn(own.map(({ column }) => column)), apply: { columnNullTokens: own } },
      { label: words.nullTokensNo, apply: { nullTokens: [] } },
    ],
  };
}

function textWarnings(name: string, tally: ColumnTally, values: number, tokens: number): Notice[] {
  const { counts, firstLines } = tally;
  const special = counts[cellKind.specialNumber] ?? 0;
  const numbers = sumOf(counts, numberLike);
  if (special > 0 && special + numbers === values) {
    return [{ code: 'special-numbers', message: datasetsMessages.warnings.specialNumbers(name, special, firstLines[cellKind.specialNumber] ?? 0), line: firstLines[cellKind.specialNumber] ?? 0, count: special }];
  }
  const dates = sumOf(counts, [...dateKinds, ...datetimeKinds]);
  const common = Math.max(numbers, dates);
  if (values + tokens < 20 || common < 0.95 * values || common === values) return [];
  const odd = [cellKind.text, cellKind.leadingZeros, cellKind.bigInteger, cellKind.specialNumber, cellKind.parenthesised].map((kind) => firstLines[kind] ?? 0).filter((line) => line > 0);
  const line = odd.length > 0 ? Math.min(...odd) : undefined;
  return [{ code: 'mostly-values', message: datasetsMessages.warnings.mostlyValues(name, values - common, values, numbers >= dates ? 'numbers' : 'dates', line), ...(line === undefined ? {} : { line }), count: values - common }];
}
