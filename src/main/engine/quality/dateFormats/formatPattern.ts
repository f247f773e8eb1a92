/** A strftime format as a pattern over texts, by the rules of Python 3.11's strptime in the C locale. */
import { monthNames, shortName, weekdayNames } from './names';

export interface FormatPattern {
  readonly pattern: RegExp;
  /** Directive of each group, in order. */
  readonly directives: readonly string[];
}

const week = '5[0-3]|[0-4]\\d|\\d';

const directivePatterns: Readonly<Record<string, string>> = {
  d: '3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  H: '2[0-3]|[0-1]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  G: '\\d{4}',
  j: '36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  S: '6[0-1]|[0-5]\\d|\\d',
  U: week,
  W: week,
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  w: '[0-6]',
  u: '[1-7]',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'utc|gmt',
  p: 'am|pm',
  A: weekdayNames.join('|'),
  a: weekdayNames.map(shortName).join('|'),
  B: monthNames.join('|'),
  b: monthNames.map(shortName).join('|'),
};

/** Directives that stand for several. */
const composed: Readonly<Record<string, string>> = { c: '%a %b %d %H:%M:%S %Y', x: '%m/%d/%y', X: '%H:%M:%S' };

/** Null where the format has an unknown directive, the same one twice, or ends in a lone percent sign. */
export function readFormat(format: string): FormatPattern | null {
  const directives: string[] = [];
  let isKnown = true;
  const source = format
    .replace(/%([cxX])/g, (_, name: string) => composed[name] ?? '')
    .replace(/%([\s\S]?)|(\s+)|([\\.^$*+?(){}[\]|/])/g, (_, directive: string | undefined, space: string | undefined, sign: string | undefined) => {
      if (space !== undefined) return '\\s+';
      if (sign !== undefined) return `\\${sign}`;
      if (directive === '%') return '%';
      const inner = directive !== undefined && Object.hasOwn(directivePatterns, directive) ? directivePatterns[directive] : undefined;
      if (inner === undefined || directive === undefined || directives.includes(directive)) {
        isKnown = false;
        return '';
      }
      directives.push(directive);
      return `(${inner})`;
    });
  return isKnown ? { pattern: new RegExp(`^${source}`, 'iu'), directives } : null;
}
