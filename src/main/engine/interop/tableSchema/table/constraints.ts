/** Which constraints of its field a value breaks, by Table Schema 2.0. */
import { EngineError } from '@shared/contract/errors';
import type { CellValue } from '../cells';
import type { Constraints } from './field';

/** `read` turns a limit or an allowed value as the schema writes it into a value of the field. */
export function brokenConstraints(value: CellValue, { required, ...limits }: Constraints, read: (cell: CellValue) => CellValue): string[] {
  if (value === null) return required ? ['required'] : [];
  const limit = (cell: CellValue | undefined): CellValue => (cell === undefined ? null : read(cell));
  const length = lengthOf(value);
  const broken: Readonly<Record<string, boolean>> = {
    minLength: limits.minLength !== undefined && length !== null && length < limits.minLength,
    maxLength: limits.maxLength !== undefined && length !== null && length > limits.maxLength,
    minimum: limits.minimum !== undefined && !(compareValues(value, limit(limits.minimum)) >= 0),
    maximum: limits.maximum !== undefined && !(compareValues(value, limit(limits.maximum)) <= 0),
    exclusiveMinimum: limits.exclusiveMinimum !== undefined && !(compareValues(value, limit(limits.exclusiveMinimum)) > 0),
    exclusiveMaximum: limits.exclusiveMaximum !== undefined && !(compareValues(value, limit(limits.exclusiveMaximum)) < 0),
    pattern: limits.pattern !== undefined && typeof value === 'string' && !wholePattern(limits.pattern).test(value),
    enum: limits.enum !== undefined && !limits.enum.some((allowed) => valueKey(read(allowed)) === valueKey(value)),
  };
  return Object.entries(broken).flatMap(([name, isBroken]) => (isBroken ? [name] : []));
}

/** Equal values have equal keys. */
export function valueKey(value: CellValue): string {
  return JSON.stringify(value);
}

/** NaN where the two have no order. Dates and times of one form are ordered as their texts are. */
export function compareValues(value: CellValue, limit: CellValue): number {
  if (typeof value === 'number' && typeof limit === 'number') return value - limit;
  if (Array.isArray(value) && Array.isArray(limit)) return value.map((part: CellValue, i) => compareValues(part, (limit as readonly CellValue[])[i] ?? null)).find((order) => order !== 0) ?? 0;
  const [text, other] = [textOf(value), textOf(limit)];
  if (text === null || other === null) return Number.NaN;
  return text < other ? -1 : text > other ? 1 : 0;
}

function textOf(value: CellValue): string | null {
  if (typeof value === 'string') return value;
  const iso = typeof value === 'object' && value !== null && '$iso' in value ? value.$iso : null;
  return typeof iso === 'string' ? iso : null;
}

/** Texts in characters, lists in items, objects in members. */
function lengthOf(value: CellValue): number | null {
  if (typeof value === 'string') return [...value].length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : null;
}

function wholePattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (error) {
    throw new EngineError('invalid-input', `The pattern ${pattern} cannot be read as a regular expression.`, {}, { cause: error });
  }
}
