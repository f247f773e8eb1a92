/** Patterns of column names: Pandera's begin where the name begins, ours mean the whole name. */
import { wholePattern } from './checkMapping';

const rest = '(?s:.*)';

export function readNamePattern(pattern: string): string {
  const whole = wholePattern(pattern);
  if (whole !== null) return whole;
  const bare = pattern.replace(/^\^/, '');
  return bare.endsWith('.*') ? bare : `(?:${bare})${rest}`;
}

export function writeNamePattern(pattern: string): string {
  return `^(?:${pattern})\\Z`;
}
