/** Browser mode: the page, its frames, uploads and downloads over loopback HTTP, for one user with this start's key. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GrantedFile } from '@shared/areas/files';
import { EngineError, type ErrorCode } from '@shared/contract/errors';
import { pageHeaders } from '@shared/contentPolicy';
import { createHttpGuard, namesOwnHost, type HttpGuard } from './httpGuard';
import { createHttpSessions, type HttpSessions, type OpenChannel } from './httpSessions';
import { listenOnLoopback } from './listenOnLoopback';
import { readStaticFile } from './staticFiles';

export interface Download {
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly stream: Readable;
}

export interface HttpServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Empty makes one. */
  readonly token: string;
  /** Folder of the built page. */
  readonly staticDir: string;
  readonly openChannel: OpenChannel;
  receiveUpload(name: string, stream: Readable, sizeBytes: number | null): Promise<GrantedFile>;
  openDownload(ticket: string): Promise<Download | null>;
}

export interface HttpServer {
  /** What the user opens; carries the token. */
  readonly address: string;
  close(): Promise<void>;
}

const frameLimitBytes = 32 * 1024 * 1024;
const nameLimit = 255;

export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const token = options.token || randomBytes(32).toString('base64url');
  const sessions = createHttpSessions(options.openChannel);
  let guard: HttpGuard | null = null;
  let port = options.port;

  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 3_600_000 }, (request, response) => {
    if (!guard) return;
    answer(request, response, { ...options, sessions, guard, port }).catch((error: unknown) => fail(response, error));
  });
  server.maxConnections = 64;
  port = await listenOnLoopback(server, port);
  guard = createHttpGuard(port, token);

  return {
    address: `http://127.0.0.1:${port}/?token=${encodeURIComponent(token)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sessions.closeAll();
        server.closeAllConnections();
      }),
  };
}

interface Surroundings extends HttpServerOptions {
  readonly sessions: HttpSessions;
  readonly guard: HttpGuard;
}

async function answer(request: IncomingMessage, response: ServerResponse, { sessions, guard, port, staticDir, receiveUpload, openDownload }: Surroundings): Promise<void> {
  const target = `http://loopback${request.url ?? ''}`;
  if (!request.url?.startsWith('/') || !URL.canParse(target)) {
    say(response, 400, 'This is not an address of this server.\n');
    return;
  }
  const address = new URL(target);
  const route = `${request.method} ${address.pathname}`;
  if (route === 'GET /' && address.searchParams.has('token') && namesOwnHost(request, port) && guard.hasToken(address)) {
    welcome(response, guard);
    return;
  }
  const refusal = guard.refuse(request);
  if (refusal) {
    say(response, refusal.status, refusal.message);
    return;
  }
  if (route === 'GET /events') sessions.open(request, response);
  else if (route === 'POST /frames') await receiveFrame(request, response, sessions);
  else if (route === 'PUT /upload') {
    const granted = JSON.stringify(await receiveUpload(uploadName(address), request, sizeOf(request)));
    response.writeHead(200, { ...pageHeaders, 'content-type': 'application/json', 'content-length': Buffer.byteLength(granted) }).end(granted);
  } else if (route.startsWith('GET /download/')) await sendDownload(response, await openDownload(address.pathname.slice('/download/'.length)));
  else if (request.method === 'GET') {
    const file = await readStaticFile(staticDir, address.pathname);
    if (file) response.writeHead(200, { ...file.headers, 'content-length': file.body.byteLength }).end(file.body);
    else say(response, 404, 'There is nothing at this address.\n');
  } else say(response, 405, 'This address takes no such request.\n');
}

/** Gives the cookie and goes on from the page's own site, so that the strict cookie is sent at once. */
function welcome(response: ServerResponse, guard: HttpGuard): void {
  response.writeHead(200, { ...pageHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'", 'set-cookie': guard.cookie });
  response.end('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Almanac</title>');
}

async function receiveFrame(request: IncomingMessage, response: ServerResponse, sessions: HttpSessions): Promise<void> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    say(response, 415, 'A frame is JSON.\n');
    return;
  }
  const body = (sizeOf(request) ?? 0) > frameLimitBytes ? null : await readBody(request, frameLimitBytes);
  if (body === null) {
    say(response, 413, 'This request is larger than the window may send. Import the table as a file instead.\n');
    return;
  }
  const session = request.headers['x-almanac-session'];
  const status = sessions.receive(typeof session === 'string' ? session : undefined, body);
  if (status === 204) response.writeHead(204, pageHeaders).end();
  else say(response, status, status === 409 ? 'The connection to the engine was renewed. Try again.\n' : 'This is not a frame.\n');
}

/** @returns null where the body is larger than the limit. */
async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function uploadName(address: URL): string {
  const name = (address.searchParams.get('name') ?? '').replaceAll(/[/\\\p{Cc}]/gu, '_').slice(0, nameLimit);
  if (name === '') throw new EngineError('invalid-input', 'The upload names no file.');
  return name;
}

function sizeOf(request: IncomingMessage): number | null {
  const length = Number(request.headers['content-length']);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}

async function sendDownload(response: ServerResponse, download: Download | null): Promise<void> {
  if (!download) {
    say(response, 404, 'This file is no longer waiting. Make it again.\n');
    return;
  }
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': download.contentType,
    'content-length': download.sizeBytes,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(download.name).replaceAll("'", '%27')}`,
  });
  await pipeline(download.stream, response);
}

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = { 'not-found': 404, 'invalid-input': 400, 'disk-full': 507 };

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof EngineError ? error : null;
  const status = (known && statuses[known.code]) ?? 500;
  say(response, status, `${known?.message ?? 'Something went wrong while answering. Try again.'}\n`);
}

/** Plain text; the rest of a body that is not wanted is not waited for. */
function say(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(message);
}
