/** Identity of data: canonical JSON (keys sorted, no white space, RFC 8785 number and text forms) and SHA-256. */
import { createHash } from 'node:crypto';
import { EngineError } from '@shared/contract/errors';

export function sha256Hex(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Undefined members are left out; NaN and infinities are refused because JSON has no form for them. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new EngineError('internal', 'A number without JSON form cannot be part of an identity.');
    return JSON.stringify(value);
  }
  // Long lists of numbers, such as rows of folds, have the same form in one go.
  if (Array.isArray(value) && value.every(Number.isFinite)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new EngineError('internal', `A ${typeof value} cannot be part of an identity.`);
}
