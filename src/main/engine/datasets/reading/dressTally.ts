/** What stands around the numbers of a column: currencies, percent signs, minus signs behind, parentheses, marks between thousands. */
import { dressedNumber, type DressedNumber } from '@shared/cells/dressedNumber';

export interface DressTally {
  count: number;
  /** By the currency's one name: its sign as first seen, how many, and the line of the first. */
  readonly currencies: Map<string, { readonly sign: string; count: number; readonly line: number }>;
  /** Line of the first value without a currency, 0 where each has one. */
  firstBareLine: number;
  percents: number;
  firstPercentLine: number;
  trailing: number;
  /** Negatives in parentheses that no currency shows to be amounts. */
  parentheses: number;
  readonly groups: Map<NonNullable<DressedNumber['groups']>, number>;
  /** Digits in groups of three that may be a telephone number. */
  evenGroups: number;
  /** Only a decimal comma fits these, and they are no lists. */
  commas: number;
}

/** `firstBareLine` is that of the values before the first in dress. */
export function createDressTally(firstBareLine: number): DressTally {
  return { count: 0, currencies: new Map(), firstBareLine, percents: 0, firstPercentLine: 0, trailing: 0, parentheses: 0, groups: new Map(), evenGroups: 0, commas: 0 };
}

/** `text` is a number in dress, which occurs so many times. */
export function tallyDress(dress: DressTally, text: string, line: number, times: number): void {
  const found = dressedNumber(text.trim());
  if (found === null) return;
  const { currency, percent, negative, groups, evenGroups, form } = found;
  dress.count += times;
  if (currency !== null) {
    const known = dress.currencies.get(currency.name);
    if (known) known.count += times;
    else dress.currencies.set(currency.name, { sign: currency.sign, count: times, line });
  }
  else if (dress.firstBareLine === 0) dress.firstBareLine = line;
  if (percent) {
    if (dress.percents === 0) dress.firstPercentLine = line;
    dress.percents += times;
  }
  if (negative === 'trailing') dress.trailing += times;
  if (negative === 'parentheses' && currency === null) dress.parentheses += times;
  if (groups !== null) dress.groups.set(groups, (dress.groups.get(groups) ?? 0) + times);
  if (evenGroups) dress.evenGroups += times;
  if (form === 'commaDecimal' || form === 'dotThousands') dress.commas += times;
}

export function currencyCells({ currencies }: DressTally): number {
  return [...currencies.values()].reduce((sum, { count }) => sum + count, 0);
}
