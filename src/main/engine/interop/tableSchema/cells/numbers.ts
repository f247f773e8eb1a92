/** Cells of the types integer and number, by the rules of Table Schema 2.0 and frictionless-py 5.19. */
import type { CellReader, CellValue, MakeReader } from './cell';

/** What is not a number before and after it: currency signs, per cent, words. */
const surroundings = /^[^-\d]*|\D*$/g;

/** Python's int(): a sign, digits, single underscores between them, blanks around. Null where the text is none. */
export function wholeNumber(text: string): number | null {
  return /^\s*[+-]?\d+(_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) + 0 : null;
}

export const integerReader: MakeReader = ({ options }) => {
  const bare = bareOf(options.bareNumber);
  return (cell) => {
    if (typeof cell === 'number') return Number.isInteger(cell) ? cell : null;
    return typeof cell === 'string' ? wholeNumber(bare(cell).replaceAll(options.groupChar || '\0', '')) : null;
  };
};

export const numberReader: MakeReader = ({ options }): CellReader => {
  const { decimalChar, groupChar } = options;
  const bare = bareOf(options.bareNumber);
  return (cell) => {
    if (typeof cell === 'number') return cell;
    if (typeof cell !== 'string') return null;
    const plain = bare(cell).replaceAll(groupChar || '\0', '');
    // A point that is neither the decimal sign nor the group sign makes the number unclear.
    if (decimalChar !== '.' && plain.includes('.')) return null;
    return decimalNumber(plain.replaceAll(decimalChar, '.'));
  };
};

/** Python's Decimal(): also NaN, INF and -INF. */
function decimalNumber(text: string): CellValue {
  const plain = text.trim().replaceAll('_', '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return writable(Number(plain) + 0);
  const special = /^([+-]?)(inf(?:inity)?|s?nan\d*)$/i.exec(plain);
  if (!special) return null;
  if (!/^inf/i.test(special[2] ?? '')) return { $num: 'NaN' };
  return { $num: special[1] === '-' ? '-Infinity' : 'Infinity' };
}

/** Beyond what a double holds. */
function writable(value: number): CellValue {
  return Number.isFinite(value) ? value : { $num: String(value) };
}

function bareOf(bareNumber: boolean): (text: string) => string {
  return (text) => (bareNumber ? text.trim() : text.trim().replace(surroundings, ''));
}
