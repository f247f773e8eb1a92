/** Our own schema document, so that conversion goes either way. */
import { storedSchemaSchema, type DataSchema } from '@shared/areas/qualitySchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { parseJson, parseShape } from './schemaFormat';

export function readAlmanacSchema(text: string): DataSchema {
  return parseShape(storedSchemaSchema, parseJson(text, words.almanac), words.almanac);
}

export function writeAlmanacSchema(schema: DataSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
