/** Text is JSON, as Python's json module reads it; or JSON that keeps to a schema. */
import { z } from 'zod';
import { documentMessages as words } from '@shared/messages/documentChecks';
import { textExpression } from '@engine/datasets';
import { jsonSchemaSchema } from '../jsonSchema/jsonSchema';
import { matchesSchema } from '../jsonSchema/matchesSchema';
import { readJson } from '../jsonSchema/readJson';
import { defineCheck, noArguments, only, textTypes } from './checkDefinition';
import { isMissing } from './sqlValues';

export const json = defineCheck({
  kind: 'json',
  title: words.titles.json,
  group: 'text',
  scope: 'column',
  rows: true,
  types: textTypes,
  args: noArguments,
  rule: () => words.rules.json,
  plan(_, context) {
    const column = only(context);
    return { by: 'values', value: textExpression(column), missing: isMissing(column), holds: (text) => readJson(text) !== null };
  },
});

export const jsonSchema = defineCheck({
  kind: 'json-schema',
  title: words.titles.jsonSchema,
  group: 'text',
  scope: 'column',
  rows: true,
  types: textTypes,
  args: z.strictObject({ schema: jsonSchemaSchema }),
  fields: [{ name: 'schema', label: words.fields.schema, input: 'document', optional: false, help: words.help.schema }],
  rule: () => words.rules.jsonSchema,
  plan({ schema }, context) {
    const column = only(context);
    return {
      by: 'values',
      value: textExpression(column),
      missing: isMissing(column),
      holds(text) {
        const read = readJson(text);
        return read !== null && matchesSchema(read.value, schema);
      },
    };
  },
});
