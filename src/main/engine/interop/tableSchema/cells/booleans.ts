/** Cells of the type boolean: two lists of texts, compared as they are written. */
import type { MakeReader } from './cell';

export const booleanReader: MakeReader = ({ options }) => {
  const { trueValues, falseValues } = options;
  return (cell) => {
    if (typeof cell === 'boolean') return cell;
    if (typeof cell !== 'string') return null;
    if (trueValues.includes(cell)) return true;
    return falseValues.includes(cell) ? false : null;
  };
};
