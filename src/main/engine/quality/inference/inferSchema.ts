/** A schema from what the data suggests: its columns with their types, and the checks that are sure enough to start with. */
import type { Column } from '@shared/areas/datasets';
import { dataSchemaSchema, schemaFormatVersion, type DataSchema } from '@shared/areas/qualitySchema';
import { qualityMessages } from '@shared/messages/quality';
import type { Suggestion } from './suggestion';

/** Small tables can say little for sure: what held in all of 30 rows has .9. */
const leastConfidence = 0.9;

export function inferSchema(columns: readonly Column[], suggestions: readonly Suggestion[]): DataSchema {
  return dataSchemaSchema.parse({
    format: 'almanac-schema',
    formatVersion: schemaFormatVersion,
    columns: columns.map(({ name, type, evidence }) => ({ name, type, description: qualityMessages.evidence.type(evidence) })),
    checks: suggestions.filter(({ confidence }) => confidence >= leastConfidence).map(({ check }) => check),
  });
}
