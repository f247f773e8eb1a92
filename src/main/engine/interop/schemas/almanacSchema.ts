/** Our own schema document, so that conversion goes either way. */
import { dataSchemaSchema } from '@shared/areas/quality';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { parseJson, parseShape, type SchemaFormat } from './schemaFormat';

export const almanacSchema: SchemaFormat = {
  name: 'almanac',
  read: (text) => ({ schema: parseShape(dataSchemaSchema, parseJson(text, words.almanac), words.almanac), notExpressible: [] }),
  write: (schema) => ({ text: `${JSON.stringify(schema, null, 2)}\n`, notExpressible: [] }),
};
