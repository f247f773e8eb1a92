/** Whether a document keeps to a JSON schema. Follows the specification of draft 7 (json-schema-validation-01). */
import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema, JsonType, SchemaObject } from './jsonSchema';

export function matchesSchema(value: unknown, schema: JsonSchema): boolean {
  if (typeof schema === 'boolean') return schema;
  return matchesAny(value, schema) && matchesCombined(value, schema) && matchesOwnKind(value, schema);
}

function matchesAny(value: unknown, schema: SchemaObject): boolean {
  const { type } = schema;
  const types = type === undefined ? null : typeof type === 'string' ? [type] : type;
  if (types && !types.some((each) => isOfType(value, each))) return false;
  if (schema.enum && !schema.enum.some((each) => isDeepStrictEqual(each, value))) return false;
  return !('const' in schema) || schema.const === undefined || isDeepStrictEqual(schema.const, value);
}

function isOfType(value: unknown, type: JsonType): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matchesCombined(value: unknown, { allOf, anyOf, oneOf, not, if: condition, then = true, else: otherwise = true }: SchemaObject): boolean {
  const holds = (schema: JsonSchema): boolean => matchesSchema(value, schema);
  if (allOf && !allOf.every(holds)) return false;
  if (anyOf && !anyOf.some(holds)) return false;
  if (oneOf && oneOf.filter(holds).length !== 1) return false;
  if (not !== undefined && holds(not)) return false;
  return condition === undefined || holds(holds(condition) ? then : otherwise);
}

function matchesOwnKind(value: unknown, schema: SchemaObject): boolean {
  if (typeof value === 'number') return matchesNumber(value, schema);
  if (typeof value === 'string') return isBetween([...value].length, schema.minLength, schema.maxLength);
  if (Array.isArray(value)) return matchesList(value, schema);
  return !isObject(value) || matchesObject(value, schema);
}

function isBetween(count: number, least = 0, most = Infinity): boolean {
  return count >= least && count <= most;
}

function matchesNumber(value: number, { minimum, maximum, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity, multipleOf }: SchemaObject): boolean {
  const quotient = multipleOf === undefined ? 0 : value / multipleOf;
  return isBetween(value, minimum ?? -Infinity, maximum) && value > exclusiveMinimum && value < exclusiveMaximum && Number.isInteger(quotient);
}

function matchesList(list: readonly unknown[], { items = true, additionalItems = true, minItems, maxItems, uniqueItems, contains }: SchemaObject): boolean {
  if (!isBetween(list.length, minItems, maxItems)) return false;
  if (uniqueItems && list.some((item, i) => list.slice(0, i).some((before) => isDeepStrictEqual(before, item)))) return false;
  if (contains !== undefined && !list.some((item) => matchesSchema(item, contains))) return false;
  return list.every((item, i) => matchesSchema(item, isTuple(items) ? (items[i] ?? additionalItems) : items));
}

function isTuple(items: NonNullable<SchemaObject['items']>): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

function matchesObject(object: Readonly<Record<string, unknown>>, { properties = {}, additionalProperties = true, propertyNames = true, required = [], dependencies = {}, minProperties, maxProperties }: SchemaObject): boolean {
  const names = Object.keys(object);
  if (!isBetween(names.length, minProperties, maxProperties) || !required.every((name) => Object.hasOwn(object, name))) return false;
  const known = (name: string): JsonSchema => (Object.hasOwn(properties, name) ? (properties[name] ?? true) : additionalProperties);
  if (!names.every((name) => matchesSchema(name, propertyNames) && matchesSchema(object[name], known(name)))) return false;
  return Object.entries(dependencies).every(([name, needed]) => !Object.hasOwn(object, name) || (isNames(needed) ? needed.every((each) => Object.hasOwn(object, each)) : matchesSchema(object, needed)));
}

function isNames(needed: readonly string[] | JsonSchema): needed is readonly string[] {
  return Array.isArray(needed);
}
