/** Values as Python holds them: whole numbers and floats are told apart, times are times. What a request writes, and what an answer writes back. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { Cell } from '@shared/areas/common';

export interface PythonNumber {
  readonly kind: 'int' | 'float';
  readonly value: number;
}
export interface PythonTime {
  readonly kind: 'time';
  /** Milliseconds since 1970, UTC. */
  readonly ms: number;
}
export type PythonValue = null | boolean | string | PythonNumber | PythonTime;

const writtenSchema = z.union([
  z.null(),
  z.boolean(),
  z.string(),
  z.number(),
  z.object({ $float: z.number() }),
  z.object({ $num: z.union([z.string(), z.number()]) }),
  z.object({ $ts: z.string() }),
  z.object({ $iso: z.string() }),
]);

/** Marks numbers written as floats, such as 1.0, which JSON itself forgets. For `JSON.parse`. */
export function keepFloats(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && /[.eE]/.test(context?.source ?? '') ? { $float: value } : value;
}

/** Throws `invalid-input` for what is no single value. */
export function readPython(written: unknown): PythonValue {
  const parsed = writtenSchema.safeParse(written);
  if (!parsed.success) throw new EngineError('invalid-input', `${JSON.stringify(written)} is no value of a column.`);
  const value = parsed.data;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? 'int' : 'float', value };
  if ('$float' in value) return { kind: 'float', value: value.$float };
  if ('$num' in value) return { kind: 'float', value: Number(String(value.$num).replace(/inf(inity)?$/i, 'Infinity')) };
  const text = '$ts' in value ? value.$ts : value.$iso;
  const ms = parseTime(text);
  if (ms === null) throw new EngineError('invalid-input', `${text} is no time. Write it as 2015-02-01 or 2015-02-01 10:30:00.`);
  return { kind: 'time', ms };
}

/** ISO 8601 with a space or a T, taken as UTC; null where it is no time. */
export function parseTime(text: string): number | null {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim());
  if (!parts) return null;
  const ms = Date.parse(`${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}T${parts[4] ?? '00:00'}${parts[5] ?? 'Z'}`);
  // A day that no month has would roll over into the next.
  return Number.isNaN(ms) || new Date(`${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}`).getUTCDate() !== Number(parts[3]) ? null : ms;
}

/** As the requests write it; missing and not-a-number are null. */
export function writePython(value: PythonValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value.kind === 'time') return { $ts: timeText(value.ms).replace(' 00:00:00', '') };
  if (Number.isNaN(value.value)) return null;
  return Number.isFinite(value.value) ? value.value : { $num: String(value.value) };
}

/** As a cell of the product's own tables. */
export function toCell(value: PythonValue): Cell {
  if (value === null || typeof value !== 'object') return value;
  if (value.kind === 'time') return new Date(value.ms).toISOString();
  return Number.isNaN(value.value) ? null : value.value;
}

export function isMissing(value: PythonValue): boolean {
  return value === null || (typeof value === 'object' && value.kind !== 'time' && Number.isNaN(value.value));
}

export function isNumber(value: PythonValue): value is PythonNumber {
  return typeof value === 'object' && value !== null && value.kind !== 'time';
}

export function isTime(value: PythonValue): value is PythonTime {
  return typeof value === 'object' && value !== null && value.kind === 'time';
}

/** What Python calls the value's type in its own messages. */
export function typeName(value: PythonValue): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return value.kind === 'time' ? 'Timestamp' : value.kind;
}

/** `str(value)`. */
export function pythonText(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value;
  if (value.kind === 'time') return timeText(value.ms);
  return value.kind === 'int' ? String(value.value) : floatText(value.value);
}

/** `repr(value)`. */
export function pythonRepr(value: PythonValue): string {
  if (isTime(value)) return `Timestamp('${timeText(value.ms)}')`;
  if (typeof value !== 'string') return pythonText(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const inner = value.replaceAll(/[\\\n\r\t]/g, (sign) => escapes[sign] ?? sign).replaceAll(quote, `\\${quote}`);
  return `${quote}${inner}${quote}`;
}

function timeText(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${iso.slice(19, 23) === '.000' ? '' : `${iso.slice(19, 23)}000`}`;
}

/** Python writes exponents from 1e16 on and below 1e-4, with two digits at least. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value.toFixed(0)}.0` : String(value);
}
