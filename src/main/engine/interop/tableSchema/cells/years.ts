/** Cells of the types year and yearmonth. */
import { textReader, type MakeReader } from './cell';
import { wholeNumber } from './numbers';

const lastYear = 9999;

export const yearReader: MakeReader = () => (cell) => {
  const year = typeof cell === 'string' && cell.length === 4 ? wholeNumber(cell) : cell;
  return typeof year === 'number' && Number.isInteger(year) && year >= 0 && year <= lastYear ? year : null;
};

/** [year, month]; the peer takes years of any length. */
export const yearmonthReader: MakeReader = () =>
  textReader((text) => {
    const parts = text.split('-').map(wholeNumber);
    const [year, month] = parts;
    if (parts.length !== 2 || year == null || month == null) return null;
    return month >= 1 && month <= 12 ? [year, month] : null;
  });
