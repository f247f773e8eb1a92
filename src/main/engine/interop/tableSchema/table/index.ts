/** Tables and their schemas, checked as frictionless-py does. */
export { cutCsvText } from './csvText';
export { filterErrors } from './errorFilter';
export { fieldsMatchSchema, plainField, tableSchemaSchema, type TableSchema } from './field';
export { inferFields } from './inferFields';
export { foreignKeyRule, primaryKeyRule, uniqueKeyRule, type KeyRule } from './keys';
export { matchLabels } from './labels';
export type { SourceRow } from './row';
export type { TableCheck } from './tableCheck';
export { validateTable } from './validateTable';
