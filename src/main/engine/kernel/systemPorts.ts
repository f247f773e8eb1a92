/** The real clock, ids and log. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Ids, Log } from './ports';

export const systemClock: Clock = { now: () => Date.now() };

/** 48 bits of time and 80 random bits in hexadecimal: sorts by time of making. */
export const systemIds: Ids = {
  next: () => `${Date.now().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`,
};

const largestLogBytes = 5 << 20;

/** JSON lines in the project's logs folder; one older file is kept. Never holds cell values. */
export function createFileLog(logsDir: string): Log {
  mkdirSync(logsDir, { recursive: true });
  const path = join(logsDir, 'engine.log');
  const write = (level: string, message: string, facts: Readonly<Record<string, unknown>> = {}): void => {
    if (existsSync(path) && statSync(path).size > largestLogBytes) renameSync(path, join(logsDir, 'engine.old.log'));
    appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), level, message, ...facts })}\n`);
  };
  return {
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}
