/** Forms of all columns together: the decimal mark and the date order hold for the whole file. */
import type { ColumnType } from '@shared/areas/common';
import type { Reading, ReadingRequest } from '@shared/areas/datasets';
import type { Encoding } from '@shared/areas/datasets';
import { decideForm, tokenQuestion, type ColumnForm } from './columnForm';
import type { ColumnTally } from './columnTally';
import { decideDateOrder } from './dateForms';
import type { Layout } from './dialect';
import { sortedTokens } from './missingTokens';
import type { Notice, Question } from './notices';
import { decideDecimalMark } from './numberForms';

export interface FormDecisions {
  readonly forms: readonly ColumnForm[];
  readonly reading: Reading;
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
  readonly problems: readonly Notice[];
}

export function decideForms(names: readonly string[], tallies: readonly ColumnTally[], encoding: Encoding, layout: Layout, request: ReadingRequest, chosen: ReadonlyMap<string, ColumnType>): FormDecisions {
  const mark = decideDecimalMark(tallies, layout.delimiter, request);
  const dateOrder = decideDateOrder(tallies, request);
  const decisions = names.flatMap((name, i) => {
    const tally = tallies[i];
    return tally ? [decideForm(name, tally, { request, decimal: mark.decimal, dateOrder, chosen: chosen.get(name) })] : [];
  });
  const questions = [...(mark.question ? [mark.question] : []), ...decisions.flatMap((decision) => decision.questions)];
  return {
    forms: decisions.map(({ form }) => form),
    reading: resolvedReading(encoding, layout, request, mark.decimal, dateOrder ?? 'ymd'),
    questions: mergeQuestions(questions).map((question) => keepOwnTokens(question, request)),
    warnings: decisions.flatMap(({ warnings }) => warnings),
    problems: decisions.flatMap(({ problem }) => problem ?? []),
  };
}

/** The options as resolved; decimal mark and date order may still be open. */
export function resolvedReading(encoding: Encoding, layout: Layout, request: ReadingRequest, decimal: Reading['decimal'] = request.decimal ?? '.', dateOrder: Reading['dateOrder'] = request.dateOrder ?? 'ymd'): Reading {
  const { parentheses, trailingMinus, currencies, percents, digitGroups, exponents, twoDigitYears, dateSerials, sheet, fileColumn, alikeColumns, unlikeFiles, members, unpivot } = request;
  return {
    encoding,
    delimiter: layout.delimiter,
    quote: layout.quote,
    hasHeader: layout.hasHeader,
    decimal,
    dateOrder,
    nullTokens: [...(request.nullTokens ?? [])],
    onRagged: request.onRagged,
    ...(request.columnNullTokens === undefined || request.columnNullTokens.length === 0 ? {} : { columnNullTokens: sortedTokens(request.columnNullTokens) }),
    ...(layout.escape === undefined ? {} : { escape: '\\' as const }),
    ...(layout.skipLines === 0 ? {} : { skipLines: layout.skipLines }),
    ...(layout.quotedLines ? { quotedLines: 'table' as const } : {}),
    ...(parentheses === undefined ? {} : { parentheses }),
    ...(trailingMinus === undefined ? {} : { trailingMinus }),
    ...(currencies === undefined ? {} : { currencies }),
    ...(percents === undefined ? {} : { percents }),
    ...(digitGroups === undefined ? {} : { digitGroups }),
    ...(exponents === undefined ? {} : { exponents }),
    ...(twoDigitYears === undefined ? {} : { twoDigitYears }),
    ...(dateSerials === undefined ? {} : { dateSerials }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(fileColumn === undefined ? {} : { fileColumn }),
    ...(alikeColumns === undefined ? {} : { alikeColumns }),
    ...(unlikeFiles === undefined ? {} : { unlikeFiles }),
    ...(unpivot === undefined ? {} : { unpivot }),
    ...(members === undefined ? {} : { members: [...members] }),
  };
}

/** One answer holds for the whole file, so each kind of question is put once; missing-value words are collected. */
function mergeQuestions(questions: readonly Question[]): Question[] {
  const merged = new Map<string, Question>();
  for (const question of questions) {
    const known = merged.get(question.code);
    merged.set(question.code, known && question.code === 'null-tokens' ? joinTokens(known, question) : (known ?? question));
  }
  return [...merged.values()];
}

/** An answer for some columns leaves what was said of others before. */
function keepOwnTokens(question: Question, { columnNullTokens = [] }: ReadingRequest): Question {
  const options = question.options.map((option) => (option.apply.columnNullTokens === undefined ? option : { ...option, apply: { columnNullTokens: [...columnNullTokens, ...option.apply.columnNullTokens] } }));
  return { ...question, options };
}

function joinTokens(first: Question, second: Question): Question {
  const tokens = [...new Set([first, second].flatMap(({ options }) => options[0]?.apply.nullTokens ?? []))].sort();
  return tokenQuestion(tokens, [first, second].flatMap(({ options }) => options.flatMap(({ apply }) => apply.columnNullTokens ?? [])));
}
