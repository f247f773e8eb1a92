/** One of our schemas as a suite of Great Expectations 1.x: the same order each time, what cannot be said is told. */
import { columnsOf, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import type { WrittenSchema } from '../schemas/schemaFormat';
import { placeNames, type ExpectationMapping, type Kwargs } from './expectationMapping';
import { mappingsFor } from './mappings';
import { writeRowCondition } from './rowConditions';
import { writeSuiteText } from './suiteText';
import { pandasTypes } from './typeNames';

/** The release whose suites these are. */
const version = '1.2.0';

interface WrittenExpectation {
  readonly type: string;
  readonly kwargs: Kwargs;
  readonly meta: Kwargs;
  readonly notes?: string;
  readonly severity: Check['severity'];
}

export function writeSuite({ table, columns, checks }: DataSchema): WrittenSchema {
  const left: string[] = [];
  const declared = columns.flatMap((column) => writeColumn(column, left));
  const tableRules = writeTable(table, columns, left);
  const patterns = new Set(columns.filter(({ pattern }) => pattern).map(({ name }) => name));
  const own = checks.flatMap((check) => writeCheck(check, patterns, left) ?? []);
  return { text: writeSuiteText({ name: 'almanac', expectations: [...declared, ...tableRules, ...own], meta: { great_expectations_version: version } }), notExpressible: left };
}

function writeColumn({ name, pattern, type, coerce, required, default: standIn, title, description }: DeclaredColumn, left: string[]): WrittenExpectation[] {
  if (pattern) {
    left.push(words.left.pattern(name));
    return [];
  }
  if (coerce) left.push(words.left.coerce(name));
  if (standIn !== undefined) left.push(words.left.default(name));
  if (title !== undefined || description !== undefined) left.push(words.left.texts(name));
  if (!required) {
    left.push(words.left.mayBeAbsent(name));
    return [];
  }
  if (type === 'any') return [{ type: 'expect_column_to_exist', kwargs: { column: name }, meta: {}, severity: 'critical' }];
  return [{ type: 'expect_column_values_to_be_in_type_list', kwargs: { column: name, type_list: pandasTypes[type] }, meta: { almanac_type: type }, severity: 'critical' }];
}

function writeTable({ strict, ordered }: DataSchema['table'], columns: readonly DeclaredColumn[], left: string[]): WrittenExpectation[] {
  if (strict === 'filter') left.push(words.left.filter);
  if (ordered && strict !== 'error') left.push(words.left.ordered);
  if (strict !== 'error') return [];
  if (columns.some(({ required, pattern }) => !required || pattern)) {
    left.push(words.left.optional);
    return [];
  }
  const names = columns.map(({ name }) => name);
  if (ordered) return [{ type: 'expect_table_columns_to_match_ordered_list', kwargs: { column_list: names }, meta: { almanac_rule: 'ordered' }, severity: 'critical' }];
  return [{ type: 'expect_table_columns_to_match_set', kwargs: { column_set: names, exact_match: true }, meta: { almanac_rule: 'strict' }, severity: 'critical' }];
}

function writeCheck(check: Check, patterns: ReadonlySet<string>, left: string[]): WrittenExpectation | null {
  const names = columnsOf(check);
  const name = words.left.name(check.check, names.join(', '));
  const refuse = (sentence: string): null => {
    left.push(sentence);
    return null;
  };
  if (!check.enabled) return refuse(words.left.disabled(name));
  if (names.some((each) => patterns.has(each))) return refuse(words.left.pattern(name));
  if (check.nulls === 'fail') return refuse(words.left.nulls(name));
  const said = check.check === 'type' ? writeType(check) : writeBy(mappingsFor(check.check), check, names);
  if (said === null) return refuse(words.left.check(name));
  const condition = check.condition === undefined ? undefined : writeRowCondition(check.condition);
  if (condition === null || (condition !== undefined && names.length === 0)) return refuse(words.left.condition(name));
  const { type, kwargs, meta, rows } = said;
  return {
    type,
    kwargs: { ...kwargs, ...(rows && check.mostly < 1 && { mostly: check.mostly }), ...(condition !== undefined && { row_condition: condition, condition_parser: 'pandas' }) },
    meta: { ...meta, ...(check.evidence !== undefined && { almanac_evidence: check.evidence }) },
    ...(check.note !== undefined && { notes: check.note }),
    severity: check.severity,
  };
}

interface Said {
  readonly type: string;
  readonly kwargs: Kwargs;
  readonly meta: Kwargs;
  readonly rows: boolean;
}

function writeBy(mappings: readonly ExpectationMapping[], check: Check, names: readonly string[]): Said | null {
  for (const mapping of mappings) {
    const { ignore, ...args } = check.args;
    const kwargs = mapping.write(ignores(mapping) ? args : check.args);
    if (kwargs !== null) return { type: mapping.type, kwargs: { ...writePlace(mapping, names), ...kwargs, ...(ignores(mapping) && { ignore_row_if: writeIgnore(mapping, ignore) }) }, meta: {}, rows: mapping.rows };
  }
  return null;
}

function ignores({ rows, domain }: ExpectationMapping): boolean {
  return rows && (domain === 'pair' || domain === 'columns');
}

function writePlace({ domain }: ExpectationMapping, names: readonly string[]): Kwargs {
  if (domain === 'columns') return { column_list: names };
  return Object.fromEntries(placeNames[domain].map((name, i) => [name, names[i]]));
}

const pairIgnores = { all: 'both_values_are_missing', any: 'either_value_is_missing', never: 'neither' } as const;
const columnsIgnores = { all: 'all_values_are_missing', any: 'any_value_is_missing', never: 'never' } as const;
/** Where a check does not say it. */
const ignoredByDefault: Readonly<Record<string, keyof typeof pairIgnores>> = { 'unique-together': 'all', 'different-within-row': 'all' };

function writeIgnore({ domain, kind }: ExpectationMapping, ignore: Check['args'][string] | undefined): string {
  const chosen = ignore === 'all' || ignore === 'any' || ignore === 'never' ? ignore : (ignoredByDefault[kind] ?? 'any');
  return (domain === 'pair' ? pairIgnores : columnsIgnores)[chosen];
}

function writeType({ column, args }: Check): Said | null {
  const type = typeof args['type'] === 'string' && Object.hasOwn(pandasTypes, args['type']) ? pandasTypes[args['type'] as keyof typeof pandasTypes] : null;
  if (type === null || args['coerce'] === true) return null;
  return { type: 'expect_column_values_to_be_in_type_list', kwargs: { column, type_list: type }, meta: { almanac_rule: 'check', almanac_type: args['type'] }, rows: true };
}
