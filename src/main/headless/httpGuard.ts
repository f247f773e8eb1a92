/** Decides whether a request to the browser mode's server comes from its own page and its own user. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

export interface HttpGuard {
  /** Null where the request may pass. Host and Origin are checked first, so that a foreign page learns nothing. */
  refuse(request: IncomingMessage): Refusal | null;
  /** True where the address carries this start's token. */
  hasToken(address: URL): boolean;
  /** The cookie that stands for the token from then on. */
  readonly cookie: string;
}

const foreign: Refusal = { status: 403, message: 'This server answers its own page only.\n' };
const unknown: Refusal = { status: 401, message: 'Open the address that Almanac printed when it was started; it carries the key.\n' };

/** @param port the port the server listens on; part of the cookie's name, because browsers share cookies between ports. */
export function createHttpGuard(port: number, token: string): HttpGuard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origins = hosts.map((host) => `http://${host}`);
  const cookieName = `almanac-${port}`;
  const cookieValue = randomBytes(32).toString('base64url');

  function isOwnHost(request: IncomingMessage): boolean {
    return countHeaders(request, 'host') === 1 && hosts.includes(request.headers.host ?? '');
  }

  function isOwnOrigin(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (origin === undefined) return isReading;
    return origins.includes(origin);
  }

  /** Browsers say where a request comes from; only opening the printed address may come from elsewhere. */
  function isOwnSite(request: IncomingMessage): boolean {
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  return {
    refuse(request) {
      if (!isOwnHost(request) || !isOwnOrigin(request)) return foreign;
      if (!isOwnSite(request)) return foreign;
      return isSameSecret(readCookie(request.headers.cookie, cookieName), cookieValue) ? null : unknown;
    },
    hasToken: (address) => isSameSecret(address.searchParams.get('token') ?? '', token),
    cookie: `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`,
  };
}

/** The check of Host alone, for the one request that may come from another site: opening the printed address. */
export function namesOwnHost(request: IncomingMessage, port: number): boolean {
  return request.headers.host === `127.0.0.1:${port}` || request.headers.host === `localhost:${port}`;
}

/** How often a header stands in the request as it came; Node itself keeps only the first of some. */
export function countHeaders({ rawHeaders }: IncomingMessage, wanted: string): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === wanted).length;
}

function readCookie(header: string | undefined, name: string): string {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value ?? '';
  }
  return '';
}

/** Takes the same time whatever differs. An empty secret is never met. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return expected.length > 0 && timingSafeEqual(digest(given), digest(expected));
}
