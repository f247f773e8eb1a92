/** Replays cases with known answers through a command that takes one request a line, and says where the answers differ. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const caseSchema = z.object({ id: z.string(), input: z.record(z.string(), z.unknown()), expected: z.record(z.string(), z.unknown()) });
const listSchema = z.object({ reference: z.unknown(), current: z.unknown() });
const fileSchema = z.union([z.array(caseSchema), z.object({ datasets: z.record(z.string(), listSchema), cases: z.array(caseSchema) })]);
type Case = z.infer<typeof caseSchema>;

/** Remarks beside an expected answer, never keys of it. */
const remarks = new Set(['rel_tol', 'abs_tol', 'score_derived', 'tvd_statistic', 'value_counts', 'note', 'threshold']);

export interface Replay {
  readonly file: string;
  readonly cases: number;
  readonly failures: readonly string[];
}

/** Null where the file is not here. */
export async function replayCases(folder: string, file: string, command: readonly string[], takes: (input: Case['input']) => boolean = () => true): Promise<Replay | null> {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  const cases = readCases(path).filter(({ input }) => takes(input));
  const requests = readCases(path, markNumber).filter(({ input }) => takes(input)).map(({ input }) => JSON.stringify(input).replaceAll(/"\\u0000number ([^"]+)"/g, '$1'));
  const answers = await answersOf(command, requests);
  const failures = cases.flatMap(({ id, expected }, i) => {
    const reason = difference(expected, answers[i]);
    return reason === null ? [] : [`${file} ${id}: ${reason}`];
  });
  return { file, cases: cases.length, failures };
}

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** Keeps a number as it is written: 1.0 is not 1 to every peer. */
function markNumber(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? `\u0000number ${context?.source ?? value}` : value;
}

/** One JSON object a line, or one document of all. The tables of `datasets` are put in place of their names. */
function readCases(path: string, reviver?: Reviver): readonly Case[] {
  const text = readFileSync(path, 'utf8');
  const parsed = fileSchema.parse(parseWhole(text, reviver) ?? text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line, reviver) as unknown));
  if (Array.isArray(parsed)) return parsed;
  return parsed.cases.map(({ input: { dataset, ...input }, ...rest }) => ({ ...rest, input: typeof dataset === 'string' ? { ...input, reference: parsed.datasets[dataset]?.reference, current: parsed.datasets[dataset]?.current } : input }));
}

function parseWhole(text: string, reviver?: Reviver): unknown {
  try {
    return JSON.parse(text, reviver) as unknown;
  } catch {
    return null;
  }
}

function answersOf(command: readonly string[], lines: readonly string[]): Promise<unknown[]> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  child.stdin.on('error', () => undefined);
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', () => done(text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown)));
  });
}

/** Null where the answer is as expected. */
export function difference(expected: Case['expected'], answer: unknown): string | null {
  const answered = z.record(z.string(), z.unknown()).safeParse(answer);
  if (!answered.success) return 'no answer';
  if ('error' in expected) return 'error' in answered.data ? null : `should be refused, answered ${JSON.stringify(answer)}`;
  if ('error' in answered.data) return `refused: ${JSON.stringify(answered.data['error'])}`;
  const tolerance = { relative: numberIn(expected, 'rel_tol', 'abs_tol' in expected ? 0 : 1e-6), absolute: numberIn(expected, 'abs_tol', 1e-9) };
  const wrong = Object.entries(expected).filter(([key, value]) => !remarks.has(key) && !agrees(value, answered.data[key], tolerance, key.endsWith('_set')));
  return wrong.length === 0 ? null : wrong.map(([key, value]) => `${key} should be ${JSON.stringify(value)}, is ${JSON.stringify(answered.data[key])}`).join('; ');
}

function agrees(expected: unknown, answer: unknown, tolerance: { readonly relative: number; readonly absolute: number }, isSet = false): boolean {
  if (isSet && Array.isArray(expected)) return Array.isArray(answer) && expected.length === answer.length && expected.every((item) => answer.some((each) => agrees(item, each, tolerance)));
  if (typeof expected === 'number' && typeof answer === 'number') return Math.abs(expected - answer) <= Math.max(tolerance.absolute, tolerance.relative * Math.abs(expected));
  if (Array.isArray(expected)) return Array.isArray(answer) && expected.length === answer.length && expected.every((item, i) => agrees(item, answer[i], tolerance));
  if (typeof expected === 'object' && expected !== null) {
    const answered = z.record(z.string(), z.unknown()).safeParse(answer);
    return answered.success && Object.entries(expected).every(([key, value]) => agrees(value, answered.data[key], tolerance));
  }
  return expected === answer;
}

function numberIn(expected: Case['expected'], key: string, otherwise: number): number {
  const value = expected[key];
  return typeof value === 'number' ? value : otherwise;
}
