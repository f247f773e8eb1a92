/** Arguments that Great Expectations 1.2 takes in its own way, in the spelling the table of expectations reads; and checks that its rules decide before any value is seen. */
import type { Check } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import type { ExpectationMapping, Kwargs } from '../expectationMapping';

const tagSign = '$num';

/** Numbers that JSON cannot write as the texts partitions take. Throws `invalid-input` for a row condition that the pandas engine refuses. */
export function withPeerKwargs(type: string, kwargs: Kwargs): Kwargs {
  const { row_condition: condition, condition_parser: parser } = kwargs;
  if (typeof condition === 'string' && condition !== '') {
    if (parser !== 'pandas') throw new EngineError('invalid-input', words.refused.parser(type, String(parser ?? '')), { type });
    if (condition.includes("'")) throw new EngineError('invalid-input', words.refused.quotes(type), { type });
  }
  // Suites are exact where nothing is said, single expectations of 1.2 are not.
  const given = type === 'expect_table_columns_to_match_set' ? { exact_match: null, ...kwargs } : kwargs;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, untagged(value)]));
}

function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== 'object' || value === null) return value;
  if (tagSign in value) return value[tagSign];
  if ('$ts' in value) return value.$ts;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, untagged(each)]));
}

/** Sets and lists left open hold always: a check that cannot fail stands for them, so that what there is is told. Null where the arguments say something. */
export function withoutDemands({ type }: ExpectationMapping, kwargs: Kwargs): Pick<Check, 'check' | 'args'> | null {
  const isOpen = (name: string): boolean => kwargs[name] === undefined || kwargs[name] === null;
  const isEmpty = (name: string): boolean => isOpen(name) || (Array.isArray(kwargs[name]) && kwargs[name].length === 0);
  if (type === 'expect_column_values_to_be_in_set' && isOpen('value_set')) return { check: 'not-one-of', args: { values: [] } };
  if (type === 'expect_column_distinct_values_to_be_in_set' && isEmpty('value_set')) return { check: 'distinct-contains', args: { values: [] } };
  if (type === 'expect_table_columns_to_match_ordered_list' && isOpen('column_list')) return { check: 'columns-are', args: { columns: [], others: true } };
  return null;
}
