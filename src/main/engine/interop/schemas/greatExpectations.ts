/** Expectation suites of Great Expectations: 1.x in and out, 0.x in. Severity stands beside the arguments, `mostly` is 1 less the allowed share. */
import { z } from 'zod';
import { columnTypeSchema, type ColumnType } from '@shared/areas/common';
import type { Check, DataSchema } from './plainSchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { boundSchema, innerPattern, isOpen, parseJson, parseShape, scalarSchema, SchemaDraft, setValues, wholeValue, type SchemaFormat } from './schemaFormat';
import { lengthPattern } from './tableSchema';

const expectationSchema = z.looseObject({
  type: z.string().optional(),
  expectation_type: z.string().optional(),
  kwargs: z.looseObject({ column: z.string().optional(), mostly: z.number().min(0).max(1).optional() }),
  severity: z.string().optional(),
  meta: z.looseObject({}).nullish(),
});
const suiteSchema = z.looseObject({ name: z.string().optional(), expectation_suite_name: z.string().optional(), expectations: z.array(expectationSchema) });
type Expectation = z.infer<typeof expectationSchema>;

/** What pandas calls a column that was read from a CSV as this type (extension types by their class); whole numbers with gaps arrive as float64. */
const pandasTypes: Readonly<Record<ColumnType, readonly string[]>> = {
  integer: ['int64', 'Int64Dtype', 'int32', 'Int32Dtype', 'float64'],
  decimal: ['float64', 'Float64Dtype', 'float32', 'int64', 'Int64Dtype'],
  boolean: ['bool', 'BooleanDtype'],
  date: ['datetime64[ns]', 'datetime64[us]', 'datetime64[s]'],
  datetime: ['datetime64[ns]', 'datetime64[us]', 'datetime64[s]'],
  category: ['category', 'CategoricalDtype', 'str', 'object', 'StringDtype'],
  text: ['str', 'object', 'StringDtype'],
  id: ['str', 'object', 'StringDtype'],
};

export const greatExpectations: SchemaFormat = { name: 'great-expectations', read, write };

function read(text: string): ReturnType<SchemaFormat['read']> {
  const suite = parseShape(suiteSchema, parseJson(text, words.greatExpectations), words.greatExpectations);
  const draft = new SchemaDraft();
  const named = suite.expectations.flatMap((expectation) => (expectation.kwargs.column === undefined ? [] : [expectation.kwargs.column]));
  for (const name of new Set(named)) draft.addColumn(name, typeIn(suite.expectations, name), true);
  for (const expectation of suite.expectations) readExpectation(draft, expectation);
  return draft.finish();
}

/** The type an expectation names, else what its values say. */
function typeIn(expectations: readonly Expectation[], column: string): ColumnType {
  const own = expectations.filter(({ kwargs }) => kwargs.column === column);
  for (const { kwargs, meta } of own) {
    const remembered = columnTypeSchema.safeParse(meta?.['almanac_type']).data;
    if (remembered) return remembered;
    const names = z.array(z.string()).safeParse(kwargs['type_list'] ?? (kwargs['type_'] === undefined ? undefined : [kwargs['type_']])).data;
    if (!names) continue;
    const first = names[0] ?? '';
    if (/^u?int/i.test(first)) return 'integer';
    if (/^(float|double|decimal|numeric)/i.test(first)) return 'decimal';
    if (/^bool/i.test(first)) return 'boolean';
    if (/^(datetime|timestamp)/i.test(first)) return 'datetime';
    if (/^category/i.test(first)) return 'category';
  }
  return own.some(({ kwargs }) => typeof kwargs['min_value'] === 'number' || typeof kwargs['max_value'] === 'number') ? 'decimal' : 'text';
}

function readExpectation(draft: SchemaDraft, expectation: Expectation): void {
  const type = expectation.type ?? expectation.expectation_type ?? '';
  const { kwargs } = expectation;
  const { column } = kwargs;
  if (column === undefined || kwargs['row_condition'] !== undefined) {
    draft.leaveOut(words.left.foreign(column ?? null, column === undefined ? type : `${type} with a row condition`));
    return;
  }
  const allow = Number((1 - (kwargs.mostly ?? 1)).toPrecision(12));
  const severity = z.enum(['critical', 'warning', 'info']).safeParse(expectation.severity).data ?? 'critical';
  const check = checkOf(type, kwargs, { column, severity, allow }, draft.typeOf(column));
  if (check === null) {
    draft.leaveOut(words.left.foreign(column, type));
    return;
  }
  if (allow > 0 && check.check !== 'not-null') draft.leaveOut(words.left.nonMissingShare(words.ruleName(column, check.check)));
  if (check.check === 'not-null' && allow === 0) draft.markRequired(column);
  draft.add(check);
}

function checkOf(type: string, kwargs: Expectation['kwargs'], base: { column: string; severity: 'critical' | 'warning' | 'info'; allow: number }, columnType: ColumnType): Check | null {
  switch (type) {
    case 'expect_column_values_to_not_be_null':
      return { check: 'not-null', ...base };
    case 'expect_column_values_to_be_unique':
      return { check: 'unique', ...base };
    case 'expect_column_values_to_be_between': {
      if (kwargs['strict_min'] === true || kwargs['strict_max'] === true) return null;
      const min = boundSchema.safeParse(kwargs['min_value']).data;
      const max = boundSchema.safeParse(kwargs['max_value']).data;
      return min === undefined && max === undefined ? null : { check: 'range', ...base, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    }
    case 'expect_column_values_to_be_in_set': {
      const values = z.array(scalarSchema).safeParse(kwargs['value_set']).data;
      return values ? { check: 'one-of', ...base, values: values.map(String) } : null;
    }
    case 'expect_column_values_to_match_regex': {
      const inner = typeof kwargs['regex'] === 'string' ? innerPattern(kwargs['regex']) : null;
      return inner === null ? null : { check: 'pattern', ...base, pattern: inner };
    }
    case 'expect_column_value_lengths_to_be_between':
    case 'expect_column_value_lengths_to_equal': {
      const exact = z.number().int().optional().safeParse(kwargs['value']).data;
      const lengths = z.object({ min_value: z.number().int().nullish(), max_value: z.number().int().nullish() }).safeParse(kwargs).data;
      return { check: 'pattern', ...base, pattern: lengthPattern(exact ?? lengths?.min_value ?? undefined, exact ?? lengths?.max_value ?? undefined) };
    }
    case 'expect_column_values_to_be_of_type':
    case 'expect_column_values_to_be_in_type_list':
      return { check: 'type', ...base, type: columnType };
    default:
      return null;
  }
}

function write(schema: DataSchema): ReturnType<SchemaFormat['write']> {
  const types = new Map(schema.columns.map(({ name, type }) => [name, type]));
  const notExpressible: string[] = [];
  const expectations = schema.checks.map((check) => {
    if (check.allow > 0 && check.check !== 'not-null') notExpressible.push(words.left.nonMissingShare(words.ruleName(check.column, check.check)));
    const { type, kwargs } = expectationOf(check, types.get(check.column) ?? 'text');
    return {
      type,
      kwargs: { column: check.column, ...kwargs, ...(check.allow > 0 ? { mostly: Number((1 - check.allow).toPrecision(12)) } : {}) },
      meta: check.check === 'type' ? { almanac_type: check.type } : {},
      ...(check.evidence === undefined ? {} : { notes: check.evidence }),
      severity: check.severity,
    };
  });
  return { text: `${JSON.stringify({ name: 'almanac', expectations, meta: { great_expectations_version: '1.2.0' } }, null, 2)}\n`, notExpressible };
}

function expectationOf(check: Check, type: ColumnType): { type: string; kwargs: Record<string, unknown> } {
  switch (check.check) {
    case 'type':
      return { type: 'expect_column_values_to_be_in_type_list', kwargs: { type_list: pandasTypes[check.type] } };
    case 'not-null':
      return { type: 'expect_column_values_to_not_be_null', kwargs: {} };
    case 'unique':
      return { type: 'expect_column_values_to_be_unique', kwargs: {} };
    case 'range':
      return { type: 'expect_column_values_to_be_between', kwargs: { ...(isOpen(check.min) ? {} : { min_value: check.min }), ...(isOpen(check.max) ? {} : { max_value: check.max }) } };
    case 'one-of':
      return { type: 'expect_column_values_to_be_in_set', kwargs: { value_set: setValues(check, type) } };
    case 'pattern':
      return { type: 'expect_column_values_to_match_regex', kwargs: { regex: wholeValue(check.pattern) } };
  }
}
