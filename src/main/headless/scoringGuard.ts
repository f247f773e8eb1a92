/** Which requests the scoring endpoint looks at: from a program on this computer that holds the key, and plain in form. No browser, no proxy. */
import type { IncomingMessage } from 'node:http';
import { countHeaders, isSameSecret } from './httpGuard';

export interface ScoringRefusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 505;
  readonly reason: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const bodyLimitBytes = 10 * 1024 * 1024;
const readPaths = ['/ping', '/health', '/version'];
const once = ['host', 'authorization', 'content-type', 'content-length', 'transfer-encoding'];

/** Null where the request may pass. What a stranger learns first is only that it is one. */
export function refuseScoringRequest(request: IncomingMessage, port: number, token: string): ScoringRefusal | null {
  return refuseForm(request, port) ?? refusePath(request) ?? (request.url === '/invocations' ? (refuseCaller(request, token) ?? refuseBody(request)) : null);
}

function refuseForm(request: IncomingMessage, port: number): ScoringRefusal | null {
  if (request.httpVersion !== '1.1') return { status: 505, reason: 'This endpoint speaks HTTP/1.1.' };
  const twice = once.find((name) => countHeaders(request, name) > 1);
  if (twice !== undefined) return { status: 400, reason: `The header ${twice} stands in the request more than once.` };
  const host = request.headers.host ?? '';
  // Exactly its own name: a page that had its name resolved to this computer carries another one.
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return { status: 403, reason: 'The Host of the request is not this endpoint.' };
  if (request.headers.origin !== undefined) return { status: 403, reason: 'Requests of web pages are refused.' };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') return { status: 403, reason: 'Requests of web pages are refused.' };
  if (request.headers.upgrade !== undefined) return { status: 400, reason: 'The protocol cannot be changed here.' };
  return null;
}

/** The address must be one of four, letter by letter: nothing is decoded, joined or made shorter. */
function refusePath({ url = '', method = '' }: IncomingMessage): ScoringRefusal | null {
  const wanted = url === '/invocations' ? 'POST' : readPaths.includes(url) ? 'GET' : null;
  if (wanted === null) return { status: 404, reason: 'There is nothing at this address. Rows go to /invocations by POST.' };
  return method === wanted ? null : { status: 405, reason: `${url} takes ${wanted} only.`, headers: { allow: wanted } };
}

function refuseCaller({ headers }: IncomingMessage, token: string): ScoringRefusal | null {
  const given = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '')?.[1] ?? '';
  return isSameSecret(given, token) ? null : { status: 401, reason: 'The key is missing or is not the one of this start. Send it as Authorization: Bearer KEY.', headers: { 'www-authenticate': 'Bearer' } };
}

function refuseBody(request: IncomingMessage): ScoringRefusal | null {
  if (bodyType(request) === null) return { status: 415, reason: 'Send application/json or text/csv, in UTF-8.' };
  if (request.headers['content-encoding'] !== undefined) return { status: 415, reason: 'Send the body as it is, not compressed.' };
  const length = Number(request.headers['content-length'] ?? 0);
  return length > bodyLimitBytes ? tooLarge : null;
}

export const tooLarge: ScoringRefusal = { status: 413, reason: 'The body is larger than 10 MB. Send fewer rows at a time, or score a file in Almanac.' };

export function bodyType({ headers }: IncomingMessage): 'json' | 'csv' | null {
  const found = /^(application\/json|text\/csv)(?:\s*;\s*charset="?utf-8"?)?$/i.exec((headers['content-type'] ?? '').trim());
  return found === null ? null : found[1]?.toLowerCase() === 'text/csv' ? 'csv' : 'json';
}
