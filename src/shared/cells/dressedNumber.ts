/** Numbers in dress: with a currency, a percent sign, a minus behind, parentheses, a dash in place of the cents, or marks between thousands other than comma and point. */
import { currencyOf } from './currencies';

/** What the digits alone look like; the names are those of the kinds of cells. */
export type DigitsForm = 'integer' | 'decimal' | 'dotGroup' | 'commaDecimal' | 'commaGroup' | 'commaThousands' | 'dotThousands';

export interface DressedNumber {
  readonly form: DigitsForm;
  /** The currency's one name, and the sign as it stands in the cell. */
  readonly currency: { readonly name: string; readonly sign: string } | null;
  readonly percent: boolean;
  /** How it is made negative, if it is. */
  readonly negative: 'minus' | 'trailing' | 'parentheses' | null;
  /** Marks between thousands that are neither comma nor point, and India's groups of two. */
  readonly groups: 'space' | 'apostrophe' | 'indian' | null;
  /** Digits in groups of three, such as "555 123 456", that may as well be a telephone number. */
  readonly evenGroups: boolean;
}

const spaces = '[ \\u00a0\\u2007\\u2009\\u202f]';
/** A sign of a currency or of percent; only one of letters may end in a point. */
const mark = "(?:[^\\d\\s.,'’()+−–-]{1,4}\\p{L}\\.|\\p{L}\\.|[^\\d\\s.,'’()+−–-]{1,5})?";
const outer = new RegExp(`^([-+−–]?)(${mark})${spaces}?([-+−–]?)${spaces}?((?:\\d|[.,](?=\\d)).*?)${spaces}?(${mark})([-−]?)$`, 'u');

const plainForms: readonly (readonly [RegExp, DigitsForm])[] = [
  [/^(?:0|[1-9]\d{0,14})$/, 'integer'],
  [/^[1-9]\d{0,2}\.\d{3}$/, 'dotGroup'],
  [/^(?:0|[1-9]\d{0,14})?\.\d+$/, 'decimal'],
  [/^[1-9]\d{0,2},\d{3}$/, 'commaGroup'],
  [/^(?:0|[1-9]\d{0,14})?,\d+$/, 'commaDecimal'],
  [/^[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,4})$/, 'commaThousands'],
  [/^[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,4})$/, 'dotThousands'],
];
const spaced = new RegExp(`^[1-9]\\d{0,2}(?:${spaces}\\d{3}){1,4}([.,]\\d+)?$`);
const apostrophes = /^[1-9]\d{0,2}(?:'\d{3}|’\d{3}){1,4}([.,]\d+)?$/;
const indian = /^[1-9]\d?(?:,\d{2}){1,6},\d{3}(?:\.\d+)?$/;
/** A blank in the digits that is a plain one, not the one that holds a number together. */
const evenly = /^\d{3}(?: \d{3})+$/;

/** 5.– and 5,-: a whole amount, with a dash where its cents would stand. */
const dashedCents = /(\d)[.,][-−–—]{1,2}(?=\D*$)/u;
/** Behind such an amount one mark can only stand between thousands. */
const dashedForms: Readonly<Partial<Record<DigitsForm, DigitsForm>>> = { integer: 'integer', dotGroup: 'dotThousands', commaGroup: 'commaThousands', dotThousands: 'dotThousands', commaThousands: 'commaThousands' };

/** Null where the text is no such number, also where it is one without any dress. `text` has no white space around it. */
export function dressedNumber(text: string): DressedNumber | null {
  const whole = text.replace(dashedCents, '$1');
  const dashed = whole !== text;
  return dashed ? withDash(undashedNumber(whole, true)) : undashedNumber(text, false);
}

function withDash(found: DressedNumber | null): DressedNumber | null {
  const form = found === null ? undefined : dashedForms[found.form];
  return found === null || form === undefined || found.percent || found.negative === 'trailing' ? null : { ...found, form };
}

/** `always`: also where nothing stands around the digits. */
function undashedNumber(text: string, always: boolean): DressedNumber | null {
  const inner = text.length > 3 && text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1).trim() : text;
  const wrapped = inner !== text;
  // Also "$(5.00)" and "(5.00) €".
  const around = wrapped ? null : /^([^\d()]{0,6})\(([^()]+)\)([^\d()]{0,6})$/u.exec(text);
  const parentheses = wrapped || around !== null;
  const match = outer.exec(around === null ? inner : `${around[1] ?? ''}${around[2] ?? ''}${around[3] ?? ''}`);
  if (!match) return null;
  const [, first = '', before = '', second = '', digits = '', behind = '', last = ''] = match;
  const marks = [before, behind].filter((mark) => mark !== '');
  const percents = marks.filter((mark) => mark === '%');
  const others = marks.filter((mark) => mark !== '%');
  const sign = others[0];
  const name = sign === undefined ? null : currencyOf(sign);
  if (percents.length > 1 || others.length > 1 || (sign !== undefined && name === null) || (percents.length > 0 && sign !== undefined)) return null;
  if ([first, second, last].filter((mark) => mark !== '').length + (parentheses ? 1 : 0) > 1) return null;
  const found = digitsForm(digits);
  // A minus behind stands at the digits, or at their mark.
  if (found === null || (last !== '' && /\s[-−]$/u.test(inner))) return null;
  const minus = isMinus(first) || isMinus(second);
  const dressed = always || marks.length > 0 || parentheses || last !== '' || found.groups !== null || (minus && first !== '-');
  if (!dressed) return null;
  return {
    form: found.form,
    currency: sign === undefined || name === null ? null : { name, sign },
    percent: percents.length > 0,
    negative: parentheses ? 'parentheses' : last !== '' ? 'trailing' : minus ? 'minus' : null,
    groups: found.groups,
    evenGroups: evenly.test(digits) && marks.length === 0 && first === '',
  };
}

function isMinus(mark: string): boolean {
  return mark === '-' || mark === '−' || mark === '–';
}

function digitsForm(digits: string): { readonly form: DigitsForm; readonly groups: DressedNumber['groups'] } | null {
  for (const [form, name] of plainForms) if (form.test(digits)) return { form: name, groups: null };
  const bySpace = spaced.exec(digits);
  const byApostrophe = bySpace === null ? apostrophes.exec(digits) : null;
  const grouped = bySpace ?? byApostrophe;
  if (grouped !== null) return { form: grouped[1] === undefined ? 'integer' : grouped[1].startsWith(',') ? 'commaDecimal' : 'decimal', groups: bySpace === null ? 'apostrophe' : 'space' };
  return indian.test(digits) ? { form: 'commaThousands', groups: 'indian' } : null;
}

/** The value under a decimal mark; null where the text is no dressed number or does not fit the mark. A percentage keeps its own figure: "12.5 %" is 12.5. */
export function dressedValue(text: string, decimal: '.' | ','): number | null {
  const found = dressedNumber(text);
  if (found === null) return null;
  const wrong: readonly DigitsForm[] = decimal === '.' ? ['commaDecimal', 'dotThousands'] : ['decimal', 'commaThousands'];
  if (wrong.includes(found.form)) return null;
  const digits = text.replaceAll(/\p{L}+\.?/gu, '').replaceAll(/[^\d.,]/g, '');
  const plain = decimal === '.' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replaceAll(',', '.');
  return found.negative === null ? Number(plain) : -Number(plain);
}
