/** Schemas of other tools, and conversion between any two. A new format is one folder and one line here. */
import type { SchemaFormatName } from '@shared/areas/interopSchemas';
import { columnsOf, type DataSchema } from '@shared/areas/qualitySchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { readJson } from '../../quality';
import { readSuite } from '../greatExpectations/readSuite';
import { writeSuite } from '../greatExpectations/writeSuite';
import { readPandera } from '../pandera/readPandera';
import { writePandera } from '../pandera/writePandera';
import { readTableSchema } from '../tableSchema/exchange/readTableSchema';
import { writeTableSchema } from '../tableSchema/exchange/writeTableSchema';
import { readAlmanacSchema, writeAlmanacSchema } from './almanacSchema';
import type { ReadSchema, WrittenSchema } from './schemaFormat';

interface SchemaFormat {
  /** Throws `invalid-input` where the text is not of this format. */
  read(text: string): ReadSchema;
  write(schema: DataSchema): WrittenSchema;
}

const formats: Readonly<Record<SchemaFormatName, SchemaFormat>> = {
  almanac: { read: (text) => ({ schema: readAlmanacSchema(text), notExpressible: [] }), write: (schema) => ({ text: writeAlmanacSchema(schema), notExpressible: [] }) },
  pandera: { read: readPandera, write: writePandera },
  'great-expectations': { read: readSuite, write: writeSuite },
  'table-schema': { read: readTableSchema, write: writeTableSchema },
};

export function readSchema(text: string, from: SchemaFormatName): ReadSchema {
  return formats[from].read(text);
}

/** Throws `invalid-input` where the text is not of the format it should be in. */
export function convertSchema(text: string, from: SchemaFormatName, to: SchemaFormatName): WrittenSchema {
  const { schema, notExpressible } = readSchema(text, from);
  const { kept, left } = to === 'almanac' ? { kept: schema, left: [] } : withoutGroups(schema);
  const written = formats[to].write(kept);
  return { text: written.text, notExpressible: [...notExpressible, ...left, ...written.notExpressible] };
}

/** Figures of single groups are ours alone: as figures of the whole column they would mean something else. */
function withoutGroups(schema: DataSchema): { readonly kept: DataSchema; readonly left: readonly string[] } {
  const left = schema.checks.flatMap((check) => (check.by === undefined ? [] : [words.grouped(check.check, columnsOf(check).join(', '), check.by)]));
  return { kept: { ...schema, checks: schema.checks.filter(({ by }) => by === undefined) }, left };
}

/** What a document says it is; what is no JSON is taken for Pandera's YAML, whose reader says what is wrong with it. */
export function detectFormat(text: string): SchemaFormatName {
  const document = readJson(text)?.value;
  const keys = new Set(typeof document === 'object' && document !== null ? Object.keys(document) : []);
  if (keys.has('expectations')) return 'great-expectations';
  if (keys.has('fields')) return 'table-schema';
  return keys.has('format') ? 'almanac' : 'pandera';
}
