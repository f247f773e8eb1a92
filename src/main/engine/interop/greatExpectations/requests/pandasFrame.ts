/** The table of a request as pandas would hold it: what each column is called there, and its cells after the conversion its type asks for. */
import { z } from 'zod';
import type { ColumnType } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { greatExpectationsMessages as words } from '@shared/messages/greatExpectations';
import { isoDateTime, parseFreely, type Today } from '../../../quality';

export type FrameCell = string | number | boolean | null;
export type FrameType = 'int64' | 'Int64' | 'float64' | 'bool' | 'object' | 'datetime64' | 'datetimetz';

export interface FrameColumn {
  readonly name: string;
  readonly type: FrameType;
  /** How the engine stores it. */
  readonly stored: ColumnType;
  /** Moments as ISO 8601 in UTC without its sign. */
  readonly cells: readonly FrameCell[];
}

/** JSON cannot write every number. */
const numberSchema = z.strictObject({ $num: z.enum(['Infinity', '-Infinity', 'NaN']) }).transform(({ $num }) => ($num === 'NaN' ? null : Number($num)));
const momentSchema = z.union([z.strictObject({ $ts: z.string() }).transform(({ $ts }) => $ts), z.strictObject({ $iso: z.string() }).transform(({ $iso }) => $iso)]);
const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), numberSchema, momentSchema]);
export const frameSchema = z.object({ data: z.record(z.string(), z.array(cellSchema)), dtypes: z.record(z.string(), z.string()).nullish() });

/** Throws `invalid-input` for columns of different lengths and cells that cannot be converted. */
export function readFrame({ data, dtypes }: z.output<typeof frameSchema>, today: Today): readonly FrameColumn[] {
  const columns = Object.entries(data).map(([name, cells]) => readColumn(name, cells, dtypes?.[name] ?? null, today));
  if (new Set(columns.map(({ cells }) => cells.length)).size > 1) throw new EngineError('invalid-input', words.refused.lengths);
  return columns;
}

function readColumn(name: string, cells: readonly FrameCell[], given: string | null, today: Today): FrameColumn {
  const asked = given?.toLowerCase() ?? '';
  if (/^(timestamp|datetime64\[ns, (tz|utc)\])$/.test(asked)) return { name, type: 'datetimetz', stored: 'datetime', cells: cells.map((cell) => asMoment(cell, today)) };
  if (/^datetime(64)?(\[ns\])?$/.test(asked)) return { name, type: 'datetime64', stored: 'datetime', cells: cells.map((cell) => asMoment(cell, today)) };
  if (asked === 'date') return { name, type: 'object', stored: 'date', cells: cells.map((cell) => asMoment(cell, today)?.slice(0, 10) ?? null) };
  if (asked === 'str') return textColumn(name, cells.map(asText));
  if (asked === 'object') return objectColumn(name, cells);
  if (/^int64dtype$/.test(asked)) return { name, type: 'Int64', stored: 'integer', cells };
  if (/^u?int\d*$/.test(asked)) return { name, type: 'int64', stored: 'integer', cells: cells.map((cell) => Math.trunc(asNumber(cell))) };
  if (/^(float|double)\d*$/.test(asked)) return { name, type: 'float64', stored: 'decimal', cells: cells.map((cell) => (cell === null ? null : asNumber(cell))) };
  if (asked === 'bool') return { name, type: 'bool', stored: 'boolean', cells: cells.map((cell) => cell !== null && cell !== false && cell !== 0 && cell !== '') };
  return inferredColumn(name, cells);
}

function inferredColumn(name: string, cells: readonly FrameCell[]): FrameColumn {
  const present = cells.filter((cell) => cell !== null);
  if (cells.length === 0) return { name, type: 'float64', stored: 'text', cells };
  const complete = present.length === cells.length;
  if (present.length > 0 && present.every((cell) => typeof cell === 'number')) {
    const whole = complete && present.every(Number.isInteger);
    return { name, type: whole ? 'int64' : 'float64', stored: whole ? 'integer' : 'decimal', cells };
  }
  if (complete && present.length > 0 && present.every((cell) => typeof cell === 'boolean')) return { name, type: 'bool', stored: 'boolean', cells };
  return objectColumn(name, cells);
}

/** Anything as it came; cells of several kinds are stored as text. */
function objectColumn(name: string, cells: readonly FrameCell[]): FrameColumn {
  const kinds = new Set(cells.flatMap((cell) => (cell === null ? [] : [typeof cell])));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === 'string') return { name, type: 'object', stored: 'text', cells };
  const stored = kind === 'boolean' ? 'boolean' : cells.every((cell) => cell === null || Number.isInteger(cell)) ? 'integer' : 'decimal';
  return { name, type: 'object', stored, cells };
}

function textColumn(name: string, cells: readonly string[]): FrameColumn {
  return { name, type: 'object', stored: 'text', cells };
}

/** Truth values count as 0 and 1 wherever they are compared. */
export function isTruth({ stored }: FrameColumn): boolean {
  return stored === 'boolean';
}

/** As Python writes a value. */
export function asText(cell: FrameCell): string {
  if (cell === null) return 'None';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  return String(cell);
}

function asNumber(cell: FrameCell): number {
  const number = cell === null || cell === '' ? NaN : Number(cell);
  if (Number.isNaN(number)) throw new EngineError('invalid-input', words.refused.noNumber(String(cell)));
  return number;
}

function asMoment(cell: FrameCell, today: Today): string | null {
  if (cell === null) return null;
  const parts = typeof cell === 'string' ? parseFreely(cell, today) : null;
  if (!parts) throw new EngineError('invalid-input', words.refused.noMoment(String(cell)));
  const local = isoDateTime({ ...parts, offsetSeconds: null });
  if (parts.offsetSeconds === null || parts.offsetSeconds === 0) return local;
  return new Date(Date.parse(`${local}Z`) - parts.offsetSeconds * 1000).toISOString().replace(/(\.000)?Z$/, '');
}

