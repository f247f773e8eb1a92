/** Schemas of other tools, and conversion between any two. A new format is one file and one line here. */
import type { SchemaFormatName } from '@shared/areas/interopSchemas';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { readAlmanacSchema, writeAlmanacSchema } from './almanacSchema';
import { readSuite } from '../greatExpectations/readSuite';
import { writeSuite } from '../greatExpectations/writeSuite';
import { readJson } from '../../quality';
import { pandera } from './pandera';
import { fromPlain, toPlain } from './plainSchema';
import type { SchemaFormat, WrittenSchema } from './schemaFormat';
import { tableSchema } from './tableSchema';

const formats: Readonly<Record<Exclude<SchemaFormatName, 'almanac' | 'great-expectations'>, SchemaFormat>> = { pandera, 'table-schema': tableSchema };

export interface ReadSchema {
  readonly schema: DataSchema;
  /** One sentence for each rule that has no equal here and was left out. */
  readonly notExpressible: readonly string[];
}

export function readSchema(text: string, from: SchemaFormatName): ReadSchema {
  if (from === 'almanac') return { schema: readAlmanacSchema(text), notExpressible: [] };
  if (from === 'great-expectations') return readSuite(text);
  const { schema, notExpressible } = formats[from].read(text);
  return { schema: fromPlain(schema), notExpressible };
}

/** Throws `invalid-input` where the text is not of the format it should be in. */
export function convertSchema(text: string, from: SchemaFormatName, to: SchemaFormatName): WrittenSchema {
  const { schema, notExpressible } = readSchema(text, from);
  if (to === 'almanac') return { text: writeAlmanacSchema(schema), notExpressible };
  if (to === 'great-expectations') {
    const suite = writeSuite(schema);
    return { text: suite.text, notExpressible: [...notExpressible, ...suite.notExpressible] };
  }
  const plain = toPlain(schema);
  const written = formats[to].write(plain.schema);
  return { text: written.text, notExpressible: [...notExpressible, ...plain.notExpressible, ...written.notExpressible] };
}

/** What a document says it is; what is no JSON is taken for Pandera's YAML, whose reader says what is wrong with it. */
export function detectFormat(text: string): SchemaFormatName {
  const document = readJson(text)?.value;
  const keys = new Set(typeof document === 'object' && document !== null ? Object.keys(document) : []);
  if (keys.has('expectations')) return 'great-expectations';
  if (keys.has('fields')) return 'table-schema';
  return keys.has('format') ? 'almanac' : 'pandera';
}
