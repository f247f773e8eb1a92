/** Schemas of other tools, and conversion between any two. A new format is one file and one line here. */
import type { SchemaFormatName } from '@shared/areas/interopSchemas';
import { almanacSchema } from './almanacSchema';
import { greatExpectations } from './greatExpectations';
import { pandera } from './pandera';
import type { ReadSchema, SchemaFormat, WrittenSchema } from './schemaFormat';
import { tableSchema } from './tableSchema';

const formats: Readonly<Record<SchemaFormatName, SchemaFormat>> = { almanac: almanacSchema, pandera, 'great-expectations': greatExpectations, 'table-schema': tableSchema };

export function readSchema(text: string, from: SchemaFormatName): ReadSchema {
  return formats[from].read(text);
}

/** Throws `invalid-input` where the text is not of the format it should be in. */
export function convertSchema(text: string, from: SchemaFormatName, to: SchemaFormatName): WrittenSchema {
  const { schema, notExpressible } = formats[from].read(text);
  const written = formats[to].write(schema);
  return { text: written.text, notExpressible: [...notExpressible, ...written.notExpressible] };
}

/** What a document says it is; what is no JSON is taken for Pandera's YAML, whose reader says what is wrong with it. */
export function detectFormat(text: string): SchemaFormatName {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'pandera';
  }
  const keys = new Set(typeof document === 'object' && document !== null ? Object.keys(document) : []);
  if (keys.has('expectations')) return 'great-expectations';
  if (keys.has('fields')) return 'table-schema';
  return keys.has('format') ? 'almanac' : 'pandera';
}
