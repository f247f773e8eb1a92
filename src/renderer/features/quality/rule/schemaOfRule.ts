/** One rule as a schema of its own: with the declarations of the columns it looks at. */
import { columnsOf, type Check, type DataSchema } from '@shared/areas/qualitySchema';

export function schemaOfRule(schema: DataSchema, check: Check): DataSchema {
  const named = new Set(columnsOf(check));
  return { ...schema, table: { strict: 'off', ordered: false }, columns: schema.columns.filter(({ name }) => named.has(name)), checks: [check] };
}
