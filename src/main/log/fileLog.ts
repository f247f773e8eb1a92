/**
 * The log file of the engine and of the shell: JSON lines, one older file kept. It goes into reports of faults, so it
 * never holds what the project is about: a fact is a number, a yes or no, or a short word of the program's own.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type LogFacts = Readonly<Record<string, unknown>>;

export interface FileLog {
  info(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  error(message: string, facts?: LogFacts): void;
}

const largestBytes = 5 << 20;
/** Codes, ids, names of endpoints, places in the program. */
const ownWord = /^[\w.:@/-]{1,120}$/;
const leftOut = '(left out)';

/** A message is a constant of the program. Facts that could hold a value, a name or a path are left out. */
export function createFileLog(folder: string, name: string, settings: { readonly largestBytes?: number } = {}): FileLog {
  const path = join(folder, `${name}.log`);
  const limit = settings.largestBytes ?? largestBytes;
  const write = (level: string, message: string, facts: LogFacts = {}): void => {
    const line = `${JSON.stringify({ time: new Date().toISOString(), level, message, ...cleanFacts(facts) })}\n`;
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) + line.length > limit) renameSync(path, join(folder, `${name}.old.log`));
      appendFileSync(path, line);
    } catch {
      // A full or read-only drive: what is logged is never a reason to stop.
    }
  };
  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}

/** What may be told of an unexpected error: its kind and where it arose. Its message may quote data, so it stays out. */
export function factsOfError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.name, ...code, at: placesOf(error.stack ?? '') };
}

/** `name.cjs:12:34` of each frame: the folders before it may hold the user's name. */
function placesOf(stack: string): string[] {
  return [...stack.matchAll(/^\s+at .*?([\w@.-]+:\d+:\d+)\)?$/gm)].slice(0, 12).map(([, place]) => place ?? '');
}

function cleanFacts(facts: LogFacts): LogFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleanValue(value)]));
}

function cleanValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleanValue);
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  // A path has a slash before or between words; only endpoint-like words and places pass.
  return typeof value === 'string' && ownWord.test(value) && !/^[/~]|^[A-Za-z]:|\/.*\//.test(value) ? value : leftOut;
}
