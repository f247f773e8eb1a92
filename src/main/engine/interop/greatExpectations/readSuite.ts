/** A suite as one of our schemas: columns it names are declared, expectations become checks, what has no equal is told. */
import { z } from 'zod';
import { columnTypeSchema, type ColumnType } from '@shared/areas/common';
import { columnsOf, dataSchemaSchema, schemaFormatVersion, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { interopSchemaMessages } from '@shared/messages/interopSchemas';
import { describeCheck } from '../../quality';
import { parseShape, type ReadSchema } from '../schemas/schemaFormat';
import { shownPlace, type Kwargs } from './expectationMapping';
import { mappingOf } from './mappings';
import { readExpectation, readSeverity } from './readExpectation';
import { readSuiteDocument, type Suite, type SuiteExpectation } from './suiteDocument';
import { unknownParameter, withParameters } from './suiteParameters';
import { typeOf } from './typeNames';

/** Arguments of 0.x that changed how values are read or shown. */
const formerArguments = ['parse_strings_as_datetimes', 'output_strftime_format', 'allow_cross_type_comparisons', 'auto', 'profiler_config'];
const typeExpectations = new Set(['expect_column_values_to_be_of_type', 'expect_column_values_to_be_in_type_list', 'expect_column_type_to_be']);

/** Throws `invalid-input` where the suite itself is broken. */
export function readSuite(text: string): ReadSchema {
  const suite = readSuiteDocument(text);
  const draft = new SuiteDraft();
  for (const expectation of suite.expectations) readInto(draft, expectation, suite);
  return { schema: draft.schema(), notExpressible: draft.left };
}

class SuiteDraft {
  readonly left: string[] = [];
  readonly checks: Check[] = [];
  readonly table = { strict: 'off', ordered: false } as { strict: 'off' | 'error'; ordered: boolean };
  private readonly columns = new Map<string, ColumnType | 'any'>();

  /** Without a type it stays what it was. */
  declare(name: string, type?: ColumnType): void {
    this.columns.set(name, type ?? this.columns.get(name) ?? 'any');
  }

  schema(): DataSchema {
    return parseShape(dataSchemaSchema, { format: 'almanac-schema', formatVersion: schemaFormatVersion, table: this.table, columns: [...this.columns].map(([name, type]) => ({ name, type })), checks: this.checks }, interopSchemaMessages.greatExpectations);
  }
}

function readInto(draft: SuiteDraft, { type, kwargs: given, meta, note, severity: givenSeverity }: SuiteExpectation, { parameters }: Suite): void {
  const place = shownPlace(given);
  const severity = readSeverity(type, givenSeverity);
  const parameter = unknownParameter(given, parameters);
  if (parameter !== null) {
    draft.left.push(words.left.parameter(type, place, parameter));
    return;
  }
  const kwargs = withoutFormer(withParameters(given, parameters, 0), (name) => draft.left.push(words.left.argument(type, place, name)));
  if (meta['almanac_rule'] === 'strict' || meta['almanac_rule'] === 'ordered') {
    draft.table.strict = meta['almanac_strict'] === false ? draft.table.strict : 'error';
    draft.table.ordered ||= meta['almanac_rule'] === 'ordered';
    return;
  }
  if (typeExpectations.has(type) && meta['almanac_rule'] !== 'check') {
    readType(draft, type, kwargs, meta);
    return;
  }
  const remembered = columnTypeSchema.safeParse(meta['almanac_type']).data;
  if (remembered && typeof kwargs['column'] === 'string') {
    draft.declare(kwargs['column']);
    draft.checks.push({ ...base, check: 'type', column: kwargs['column'], args: { type: remembered }, mostly: z.number().catch(1).parse(kwargs['mostly']), severity, ...(note !== undefined && { note }) });
    return;
  }
  const mapping = mappingOf(type);
  if (!mapping) {
    draft.left.push(words.left.unknown(type, place));
    return;
  }
  const evidence = z.string().optional().catch(undefined).parse(meta['almanac_evidence']);
  const read = readExpectation(mapping, kwargs, { severity, note, evidence });
  if ('left' in read) {
    draft.left.push(read.left);
    return;
  }
  const { problem } = describeCheck(read.check);
  if (problem !== null) {
    draft.left.push(words.left.refused(type, place, problem));
    return;
  }
  for (const name of columnsOf(read.check)) draft.declare(name);
  if (mapping.kind === 'column-exists' && read.check.args['position'] === undefined && severity === 'critical') draft.declare(String(read.check.args['name']));
  else draft.checks.push(read.check);
}

const base = { nulls: 'pass', enabled: true } as const;

function withoutFormer(kwargs: Kwargs, tell: (name: string) => void): Kwargs {
  for (const name of formerArguments) if (kwargs[name] !== undefined && kwargs[name] !== null && kwargs[name] !== false) tell(name);
  return Object.fromEntries(Object.entries(kwargs).filter(([name]) => !formerArguments.includes(name)));
}

/** The type of a column is declared; a share of values cannot be of another. */
function readType(draft: SuiteDraft, type: string, kwargs: Kwargs, meta: SuiteExpectation['meta']): void {
  const { column, type_: single, type_list: list } = z.object({ column: z.string().min(1), type_: z.string().optional(), type_list: z.array(z.string()).nullish() }).catch({ column: '' }).parse(kwargs);
  const found = columnTypeSchema.safeParse(meta['almanac_type']).data ?? typeOf(single === undefined ? (list ?? []) : [single]);
  if (column === '' || found === null) draft.left.push(words.left.unknown(type, column));
  else draft.declare(column, found);
}
