/** Verdicts of jsonschema 4.26.0 (Draft7Validator), one digit for each document. */
import { expect, it, test } from 'vitest';
import { jsonSchemaSchema } from '@engine/quality/jsonSchema/jsonSchema';
import { matchesSchema } from '@engine/quality/jsonSchema/matchesSchema';

const documents: unknown[] = [1, 1.5, -3, 'x', '', null, true, [], [1, 2], [1, 'a', 1], { a: 1 }, { a: 'no', b: 2 }, { b: 'y', c: [1, 2] }, { a: { b: 1 } }, [1, 1], ['a', 2, 3]];

test.each<[unknown, string]>([
  [{"type": "integer"}, '1010000000000000'],
  [{"type": ["string", "null"]}, '0001110000000000'],
  [{"enum": [1, "x", [1, 2]]}, '1001000010000000'],
  [{"const": {"a": 1}}, '0000000000100000'],
  [{"minimum": 1, "maximum": 1}, '1001111111111111'],
  [{"exclusiveMinimum": 1}, '0101111111111111'],
  [{"exclusiveMaximum": 1.5}, '1011111111111111'],
  [{"multipleOf": 0.5}, '1111111111111111'],
  [{"minLength": 1}, '1111011111111111'],
  [{"maxLength": 0}, '1110111111111111'],
  [{"items": {"type": "integer"}}, '1111111110111110'],
  [{"items": [{"type": "integer"}, {"type": "string"}], "additionalItems": false}, '1111111100111100'],
  [{"minItems": 1, "maxItems": 2}, '1111111010111110'],
  [{"uniqueItems": true}, '1111111110111101'],
  [{"contains": {"const": 2}}, '1111111010111101'],
  [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, '1111111111100011'],
  [{"additionalProperties": false, "properties": {"a": true}}, '1111111111100111'],
  [{"propertyNames": {"maxLength": 0}}, '1111111111000011'],
  [{"dependencies": {"a": ["b"]}}, '1111111111011011'],
  [{"dependencies": {"b": {"required": ["c"]}}}, '1111111111101111'],
  [{"minProperties": 2}, '1111111111011011'],
  [{"maxProperties": 1}, '1111111111100111'],
  [{"allOf": [{"type": "object"}, {"required": ["b"]}]}, '0000000000011000'],
  [{"anyOf": [{"type": "null"}, {"type": "array"}]}, '0000010111000011'],
  [{"oneOf": [{"type": "number"}, {"minimum": 1}]}, '0011111111111111'],
  [{"not": {"type": "object"}}, '1111111111000011'],
  [{"if": {"type": "object"}, "then": {"required": ["a"]}, "else": {"type": "number"}}, '1110000000110100'],
  [true, '1111111111111111'],
  [false, '0000000000000000'],
  [{}, '1111111111111111'],
])('%j', (schema, verdicts) => {
  const read = jsonSchemaSchema.parse(schema);
  expect(documents.map((document) => Number(matchesSchema(document, read))).join('')).toBe(verdicts);
});

it.each([{ type: 'nonsense' }, { minLength: -1 }, { pattern: '^(a+)+$' }, { $ref: '#/definitions/a' }, { required: 'a' }])('refuses %j', (schema) => {
  expect(jsonSchemaSchema.safeParse(schema).success).toBe(false);
});
