/** One expectation as one of our checks, or the reason why it has no equal. */
import { z } from 'zod';
import { severities, type Check } from '@shared/areas/qualitySchema';
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { parseKwargs, shownPlace, type Domain, type ExpectationMapping, type Kwargs } from './expectationMapping';
import { readRowCondition } from './rowConditions';

const columnSchema = z.string().min(1);
const placeSchemas = {
  column: z.object({ column: columnSchema }),
  pair: z.object({ column_A: columnSchema, column_B: columnSchema }),
  columns: z.object({ column_list: z.array(columnSchema).min(1) }),
} as const;
const mostlySchema = z.object({ mostly: z.number().min(0).max(1).nullish() });
const ignoreNames: Readonly<Record<string, 'all' | 'any' | 'never'>> = { both_values_are_missing: 'all', either_value_is_missing: 'any', neither: 'never', all_values_are_missing: 'all', any_value_is_missing: 'any', never: 'never' };

export interface ExpectationRemarks {
  readonly severity?: Check['severity'];
  readonly note?: string | undefined;
  readonly evidence?: string | undefined;
}

/** Throws `invalid-input` where the expectation itself is broken. */
export function readExpectation(mapping: ExpectationMapping, kwargs: Kwargs, remarks: ExpectationRemarks = {}): { readonly check: Check } | { readonly left: string } {
  const { type, kind, rows } = mapping;
  const place = shownPlace(kwargs);
  const { mostly } = rows ? parseKwargs(mostlySchema, kwargs, type, kwargs) : { mostly: undefined };
  const where = readPlace(type, mapping.domain, kwargs);
  const args = mapping.read(kwargs);
  if (typeof args === 'string') return { left: words.left.argument(type, place, args) };
  const condition = readRowCondition(type, kwargs['row_condition'], kwargs['condition_parser']);
  if (condition === null) return { left: words.left.spark(type, place) };
  const ignores = rows && (mapping.domain === 'pair' || mapping.domain === 'columns');
  const { severity = 'critical', note, evidence } = remarks;
  return { check: { check: kind, ...where, args: { ...args, ...(ignores && { ignore: readIgnore(type, kwargs['ignore_row_if']) }) }, mostly: mostly ?? 1, nulls: 'pass', severity, enabled: true, ...(condition && { condition }), ...(note !== undefined && { note }), ...(evidence !== undefined && { evidence }) } };
}

function readPlace(type: string, domain: Domain, kwargs: Kwargs): Pick<Check, 'column' | 'columns'> {
  if (domain === 'table') return {};
  if (domain === 'column') return { column: parseKwargs(placeSchemas.column, kwargs, type, kwargs).column };
  if (domain === 'columns') return { columns: parseKwargs(placeSchemas.columns, kwargs, type, kwargs).column_list };
  const { column_A: first, column_B: second } = parseKwargs(placeSchemas.pair, kwargs, type, kwargs);
  return { columns: [first, second] };
}

function readIgnore(type: string, value: unknown): 'all' | 'any' | 'never' {
  if (value === undefined || value === null) return 'all';
  const ignore = typeof value === 'string' && Object.hasOwn(ignoreNames, value) ? ignoreNames[value] : undefined;
  if (ignore === undefined) throw new EngineError('invalid-input', words.refused.ignore(type, String(value)), { type });
  return ignore;
}

/** Throws `invalid-input` for one that is not known. */
export function readSeverity(type: string, severity: unknown): Check['severity'] {
  if (severity === undefined || severity === null) return 'critical';
  const known = z.enum(severities).safeParse(severity);
  if (!known.success) throw new EngineError('invalid-input', words.refused.severity(type, String(severity)), { type });
  return known.data;
}
