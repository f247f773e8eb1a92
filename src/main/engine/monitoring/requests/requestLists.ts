/** Lists of cells as requests carry them: plain, repeated ({"tile": [...], "n": k}), with numbers JSON cannot write ({"$num": "NaN"}). */
import { z } from 'zod';
import { countSample, type DriftSample, type SampleValue } from '../sample';
import type { DriftType } from '@shared/areas/monitoring';
import { EngineError } from '@shared/contract/errors';

/** A whole number written with a point or exponent (1.0): numpy takes such a list as decimals. */
export const floatMark = '$float';

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.object({ $num: z.string() }), z.object({ [floatMark]: z.number() }), z.object({ $ts: z.string() }), z.object({ $iso: z.string() })]);
type RequestCell = z.infer<typeof cellSchema>;

export const listSchema = z.union([z.array(cellSchema), z.object({ tile: z.array(cellSchema), n: z.number().int().min(0).max(1_000_000) })]).transform((list) => (Array.isArray(list) ? list : Array.from({ length: list.n }, () => list.tile).flat()));

/** Parses a line and keeps whether a whole number was written as a decimal. Throws SyntaxError. */
export function parseRequestLine(line: string): unknown {
  return JSON.parse(line, (_key: string, value: unknown, context?: { readonly source?: string }): unknown => (typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(context?.source ?? '') ? { [floatMark]: value } : value));
}

export function sampleOf(type: DriftType, reference: readonly RequestCell[], current: readonly RequestCell[]): DriftSample {
  const [before, now] = [reference.map(toValue), current.map(toValue)];
  if (type === 'text') return { type, reference: before.filter((value) => value !== null).map(String), current: now.filter((value) => value !== null).map(String) };
  const wrong = type === 'num' ? [...before, ...now].find((value) => typeof value === 'string') : undefined;
  if (wrong !== undefined) throw new EngineError('invalid-input', `"${String(wrong).slice(0, 40)}" is not a number. Compare this column as cat.`);
  return countSample(type, before, now, [...reference, ...current].every((cell) => typeof cell === 'number' && Number.isInteger(cell)));
}

export function numberOf(cell: RequestCell): number {
  const value = toValue(cell);
  if (value === null) return Number.NaN;
  if (typeof value === 'string') throw new EngineError('invalid-input', `"${value.slice(0, 40)}" is not a number.`);
  return Number(value);
}

function toValue(cell: RequestCell): SampleValue | null {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('$num' in cell) return Number.isNaN(Number(cell.$num)) ? null : Number(cell.$num);
  if ('$float' in cell) return Number(cell.$float);
  return '$ts' in cell ? String(cell.$ts) : String(cell.$iso);
}
