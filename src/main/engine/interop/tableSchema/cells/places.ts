/** Cells of the types geopoint and geojson. */
import { z } from 'zod';
import { parseJson, textReader, type CellValue, type MakeReader } from './cell';
import { geoJsonSchema, topoJsonSchema } from './placeSchemas';

/** [longitude, latitude] in degrees. */
export const geopointReader: MakeReader = ({ format }) => {
  const pairOf = format === 'array' ? pairOfArray : format === 'object' ? pairOfObject : pairOfText;
  return textReader((text) => {
    const pair = pairOf(text);
    if (pair === null) return null;
    const [longitude, latitude] = pair;
    return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : null;
  });
};

export const geojsonReader: MakeReader = ({ format }) => {
  const schema = format === 'topojson' ? topoJsonSchema : geoJsonSchema;
  return (cell) => {
    const value = typeof cell === 'string' ? parseJson(cell) : cell;
    return value !== undefined && schema.safeParse(value).success ? value : null;
  };
};

function pairOfText(text: string): readonly [number, number] | null {
  return pairOf(text.split(',').map((part) => part.trim()));
}

function pairOfArray(text: string): readonly [number, number] | null {
  return pairOf(parseJson(text));
}

function pairOfObject(text: string): readonly [number, number] | null {
  const place = z.strictObject({ lon: z.json(), lat: z.json() }).safeParse(parseJson(text));
  return place.success ? pairOf([place.data.lon, place.data.lat]) : null;
}

const degreesSchema = z.union([z.number(), z.string().regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i).transform(Number)]);

function pairOf(value: CellValue | undefined): readonly [number, number] | null {
  const pair = z.tuple([degreesSchema, degreesSchema]).safeParse(value);
  return pair.success ? pair.data : null;
}
