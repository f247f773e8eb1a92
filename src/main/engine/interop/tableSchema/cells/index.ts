/** Reads cells by the types of Table Schema 2.0, as frictionless-py 5.19 does. */
import { EngineError } from '@shared/contract/errors';
import type { Today } from '../../../quality';
import { booleanReader } from './booleans';
import type { CellField, CellReader, CellValue, MakeReader } from './cell';
import { arrayReader, listReader, objectReader } from './containers';
import { durationReader } from './durations';
import { dateReader, datetimeReader, timeReader } from './moments';
import { integerReader, numberReader } from './numbers';
import { geojsonReader, geopointReader } from './places';
import { stringReader } from './texts';
import { yearmonthReader, yearReader } from './years';

export { fieldOptionsSchema, type CellField, type CellValue } from './cell';

const cellTypes: Readonly<Record<string, MakeReader>> = {
  string: stringReader,
  integer: integerReader,
  number: numberReader,
  boolean: booleanReader,
  date: dateReader,
  time: timeReader,
  datetime: datetimeReader,
  year: yearReader,
  yearmonth: yearmonthReader,
  duration: durationReader,
  geopoint: geopointReader,
  geojson: geojsonReader,
  object: objectReader,
  array: arrayReader,
  list: (field, today) => listReader((item) => readerOf(item, today))(field, today),
  any: () => (cell) => cell,
};

/** A missing cell and one that is not of the type both have no value; only the latter is not valid. */
export interface ReadCell {
  readonly value: CellValue;
  readonly isValid: boolean;
}

/** Throws `invalid-input` where the type is unknown. `today` fills in what a date written freely leaves out. */
export function createCellReader(field: CellField, today: Today): (cell: CellValue) => ReadCell {
  const read = readerOf(field, today);
  const missing = new Set(field.options.missingValues);
  return (cell) => {
    if (cell === null || (typeof cell === 'string' && missing.has(cell))) return { value: null, isValid: true };
    const value = read(cell);
    return { value, isValid: value !== null };
  };
}

function readerOf(field: CellField, today: Today): CellReader {
  const make = Object.hasOwn(cellTypes, field.type) ? cellTypes[field.type] : undefined;
  if (make === undefined) throw new EngineError('invalid-input', `There is no field type ${field.type}. There are: ${Object.keys(cellTypes).join(', ')}.`);
  return make(field, today);
}
