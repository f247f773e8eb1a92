/** Parameters of suites: {"$PARAMETER": "name or expression"} anywhere in the arguments, worked out from given values, numbers and moments. */
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { evaluateParameter, type ParameterValue } from './parameterExpression';
import type { Kwargs } from './expectationMapping';

const sign = '$PARAMETER';

/** The first parameter for which `known` has no value; null where each has one. */
export function unknownParameter(value: unknown, known: Readonly<Record<string, unknown>>): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const expression = parameterIn(value);
  if (expression !== null) return Object.hasOwn(known, expression) || Object.hasOwn(value, `${sign}.${expression}`) ? null : expression;
  for (const each of Object.values(value) as unknown[]) {
    const inner = unknownParameter(each, known);
    if (inner !== null) return inner;
  }
  return null;
}

/** Arguments with every parameter in place. Given values come first, then expressions. Throws `invalid-input` for one that cannot be worked out. */
export function withParameters(kwargs: Kwargs, known: Readonly<Record<string, unknown>>, now: number): Kwargs {
  return Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [name, inPlace(value, known, now)]));
}

function inPlace(value: unknown, known: Readonly<Record<string, unknown>>, now: number): unknown {
  if (Array.isArray(value)) return value.map((each) => inPlace(each, known, now));
  if (typeof value !== 'object' || value === null) return value;
  const expression = parameterIn(value);
  if (expression === null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inPlace(each, known, now)]));
  // Older suites keep the value beside its name.
  const kept: unknown = Object.entries(value).find(([name]) => name === `${sign}.${expression}`)?.[1];
  if (kept !== undefined) return kept;
  if (Object.hasOwn(known, expression)) return known[expression];
  return shown(evaluateParameter(expression, known, now), expression);
}

function parameterIn(value: object): string | null {
  const expression: unknown = sign in value ? value[sign] : null;
  return typeof expression === 'string' ? expression : null;
}

function shown(value: ParameterValue, expression: string): number | string {
  if (value.kind === 'number') return value.value;
  if (value.kind === 'moment') return new Date(value.milliseconds).toISOString().replace('Z', '');
  throw new EngineError('invalid-input', words.refused.parameter(expression, words.reasons.end), { expression });
}
