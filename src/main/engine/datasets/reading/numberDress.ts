/** What the dress of a column's numbers asks, tells and says: one currency, percent, minus behind, marks between thousands. */
import type { ReadingRequest } from '@shared/areas/datasets';
import type { QuestionCode } from '@shared/areas/readingCodes';
import { datasetsMessages } from '@shared/messages/datasets';
import { cellKind } from './cellKind';
import type { ColumnTally } from './columnTally';
import { currencyCells, type DressTally } from './dressTally';
import type { Notice, Question } from './notices';

const { evidence: why, questions: words, warnings: told } = datasetsMessages;

export interface Dress {
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
  /** Why the column stays text, where it does. */
  readonly stays: string | null;
  /** Negatives in parentheses that no currency explains. */
  readonly parentheses: number;
  readonly remarks: readonly string[];
  readonly indian: boolean;
}

const bare: Dress = { questions: [], warnings: [], stays: null, parentheses: 0, remarks: [], indian: false };

/** All cells are numbers; `values` are those that are not missing. */
export function dressOf(name: string, tally: ColumnTally, request: ReadingRequest, values: number): Dress {
  const { dress } = tally;
  if (dress === null) return bare;
  const questions: Question[] = [];
  const warnings: Notice[] = [];
  const stays = staysText(dress, request, values);
  if (stays !== null) return { ...bare, stays };
  currencies(name, dress, request, values, questions, warnings);
  percents(name, dress, request, values, questions, warnings);
  if (dress.trailing > 0 && request.trailingMinus === undefined) questions.push(choice('trailing-minus', words.trailingMinus(name), [[words.parenthesesYes, { trailingMinus: 'negative' }], [words.parenthesesNo, { trailingMinus: 'text' }]]));
  if (evenGroups(dress, values) && request.digitGroups === undefined) questions.push(choice('digit-groups', words.digitGroups(name), [[words.digitGroupsText, { digitGroups: 'text' }], [words.digitGroupsNumber, { digitGroups: 'number' }]]));
  return { questions, warnings, stays: null, parentheses: dress.parentheses, remarks: remarksOf(dress, tally), indian: dress.groups.has('indian') };
}

function staysText(dress: DressTally, request: ReadingRequest, values: number): string | null {
  const mixed = dress.currencies.size > 1 || (dress.currencies.size > 0 && dress.percents > 0);
  if (mixed && request.currencies === 'text') return why.unitsMixed(unitsOf(dress));
  if (dress.percents > 0 && dress.percents < values && request.percents === 'text') return why.unitsMixed(unitsOf(dress));
  if (dress.trailing > 0 && request.trailingMinus === 'text') return why.trailingMinusText;
  if (dress.parentheses > 0 && request.parentheses === 'text') return why.parenthesesText;
  return evenGroups(dress, values) && request.digitGroups === 'text' ? why.digitGroups : null;
}

function currencies(name: string, dress: DressTally, request: ReadingRequest, values: number, questions: Question[], warnings: Notice[]): void {
  const found = unitsOf(dress);
  const cells = currencyCells(dress);
  if (found.length > 1 && cells > 0) {
    if (request.currencies === undefined) questions.push(choice('currencies', words.currencies(name, found), [[words.currenciesText, { currencies: 'text' }], [words.currenciesNumbers, { currencies: 'numbers' }]]));
    else warnings.push({ code: 'mixed-currencies', message: told.mixedCurrencies(name, found), line: Math.max(...[...dress.currencies.values()].map(({ line }) => line)), count: cells });
  } else if (cells > 0 && cells < values) warnings.push({ code: 'bare-amounts', message: told.bareAmounts(name, values - cells, values, found[0]?.unit ?? '', dress.firstBareLine), line: dress.firstBareLine, count: values - cells });
}

function percents(name: string, dress: DressTally, request: ReadingRequest, values: number, questions: Question[], warnings: Notice[]): void {
  if (dress.percents === 0 || dress.currencies.size > 0) return;
  if (dress.percents < values && request.percents === undefined) questions.push(choice('percents', words.percents(name, dress.percents, values), [[words.percentsText, { percents: 'text' }], [words.percentsSame, { percents: 'same' }]]));
  else warnings.push({ code: 'percent', message: told.percent(name), line: dress.firstPercentLine, count: dress.percents });
}

/** Each sign with the number of its cells, the most frequent first. */
function unitsOf({ currencies: found, percents: count }: DressTally): { readonly unit: string; readonly count: number }[] {
  const units = [...found.values()].map(({ sign, count: cells }) => ({ unit: sign, count: cells }));
  return [...units, ...(count > 0 ? [{ unit: '%', count }] : [])].sort((a, b) => b.count - a.count);
}

/** Amounts of one length in groups of three may be telephone numbers. */
function evenGroups(dress: DressTally, values: number): boolean {
  return dress.evenGroups === values;
}

function remarksOf(dress: DressTally, { counts }: ColumnTally): string[] {
  const [currency] = [...dress.currencies].sort(([, a], [, b]) => b.count - a.count);
  const negatives = (counts[cellKind.parenthesised] ?? 0) + dress.parentheses;
  return [
    ...(currency ? [why.currency(currency[0], currency[1].sign)] : []),
    ...(dress.percents > 0 ? [why.percent] : []),
    ...[...dress.groups].map(([mark, count]) => why.groups[mark](count)),
    ...(dress.trailing > 0 ? [why.trailingMinus(dress.trailing)] : []),
    ...(negatives > 0 ? [why.parentheses(negatives)] : []),
  ];
}

type Answer = readonly [label: string, apply: Question['options'][number]['apply']];

function choice(code: QuestionCode, message: string, options: readonly Answer[]): Question {
  return { code, message, options: options.map(([label, apply]) => ({ label, apply: { ...apply } })) };
}
