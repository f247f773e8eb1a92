/** Cells of the types object, array and list. */
import { parseJson, type CellField, type CellReader, type CellValue, type MakeReader } from './cell';

export const objectReader: MakeReader = () => (cell) => {
  const value = typeof cell === 'string' ? parseJson(cell) : cell;
  return typeof value === 'object' && value !== null && !isList(value) ? value : null;
};

export const arrayReader: MakeReader = () => (cell) => {
  const value = typeof cell === 'string' ? parseJson(cell) : cell;
  return value !== undefined && isList(value) ? value : null;
};

/** Items parted by a sign; one that is not of the item type spoils the list. `itemReader` gives the reader of the items. */
export function listReader(itemReader: (field: CellField) => CellReader): MakeReader {
  return ({ options }) => {
    const readItem = itemReader({ type: options.itemType, format: 'default', options });
    return (cell) => {
      const items = typeof cell === 'string' ? cell.split(options.delimiter) : isList(cell) ? cell : null;
      if (items === null) return null;
      const read = items.map((item) => (item === null ? null : readItem(item)));
      return read.includes(null) ? null : read;
    };
  };
}

function isList(value: CellValue): value is readonly CellValue[] {
  return Array.isArray(value);
}
