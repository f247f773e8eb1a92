/** Files of the built page, read by address and never from outside their folder. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { contentPolicy, pageHeaders, styleNoncePlaceholder } from '@shared/contentPolicy';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export interface StaticAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** @returns null where the address names no file of the page. */
export async function readStaticFile(folder: string, pathname: string): Promise<StaticAnswer | null> {
  const path = resolveInside(folder, pathname === '/' ? '/index.html' : pathname);
  const contentType = path === null ? undefined : contentTypes[extname(path)];
  if (path === null || contentType === undefined) return null;
  const content = await readFile(path).catch(() => null);
  if (content === null) return null;
  const nonce = randomBytes(16).toString('base64');
  const body = path.endsWith('.html') ? Buffer.from(content.toString('utf8').replaceAll(styleNoncePlaceholder, nonce)) : content;
  return { headers: { ...pageHeaders, 'content-type': contentType, 'content-security-policy': contentPolicy(nonce) }, body };
}

function resolveInside(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.includes('%')) return null;
  const path = join(folder, decoded);
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : path;
}
