/** The loopback scoring endpoint: MLflow's paths and forms over HTTP/1.1, on 127.0.0.1 only. What it answers with is the engine's. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { EngineError } from '@shared/contract/errors';
import type { OpenScoringServer, ScoringServerSettings } from '../engine/kernel/ports';
import { listenOnLoopback } from './listenOnLoopback';
import { bodyLimitBytes, bodyType, refuseScoringRequest, tooLarge, type ScoringRefusal } from './scoringGuard';

/** Requests that may wait while one is answered. */
const mostWaiting = 16;
const mostConnections = 64;
const timeouts = { headersTimeout: 5_000, requestTimeout: 15_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 1_000 };

interface Outcome {
  readonly status: number;
  readonly document: unknown;
  readonly rows: number;
  readonly rowsOutside: number;
  readonly reason: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export const startScoringServer: OpenScoringServer = async (settings) => {
  let port = 0;
  const queue = createQueue();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    void respond(request, settings, port, queue, () => response.writeContinue()).then((outcome) => {
      settings.noted({ method: shortened(request.method), path: shortened(request.url), status: outcome.status, rows: outcome.rows, rowsOutside: outcome.rowsOutside, durationMs: performance.now() - started, reason: outcome.reason });
      send(request, response, outcome);
    });
  };
  const server = createServer({ maxHeaderSize: 8 * 1024, ...timeouts }, handle);
  server.maxConnections = mostConnections;
  // Looked at before the caller is told to send its body.
  server.on('checkContinue', handle);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuseBytes(error, socket, settings));
  port = await listenOnLoopback(server, settings.port);
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

async function respond(request: IncomingMessage, settings: ScoringServerSettings, port: number, queue: Queue, goOn: () => void): Promise<Outcome> {
  const refusal = refuseScoringRequest(request, port, settings.token);
  if (refusal) return refused(refusal);
  if (request.url === '/version') return { ...plain, document: settings.version };
  if (request.url !== '/invocations') return plain;
  if (request.headers.expect !== undefined) goOn();
  const body = await readBody(request);
  if ('status' in body) return refused(body);
  const type = bodyType(request) ?? 'json';
  const turn = queue.enter(() => settings.answer({ type, text: body.text }));
  if (!turn) return refused({ status: 429, reason: 'Too many requests wait already. Send one after the other, with many rows in each.', headers: { 'retry-after': '1' } });
  try {
    return { ...plain, ...(await turn) };
  } catch (error) {
    return failed(error);
  }
}

const plain: Outcome = { status: 200, document: null, rows: 0, rowsOutside: 0, reason: null, headers: {} };

function refused({ status, reason, headers }: ScoringRefusal): Outcome {
  return { ...plain, status, reason, document: mlflowError(status === 401 || status === 403 ? 'PERMISSION_DENIED' : status === 404 ? 'ENDPOINT_NOT_FOUND' : status === 429 ? 'REQUEST_LIMIT_EXCEEDED' : 'BAD_REQUEST', reason), headers: { ...headers, connection: 'close' } };
}

function failed(error: unknown): Outcome {
  const known = error instanceof EngineError ? error : new EngineError('internal', 'Something went wrong while answering. The log of Almanac says more.', {}, { cause: error });
  const status = known.code === 'invalid-input' ? 400 : known.code === 'not-found' || known.code === 'conflict' ? 503 : 500;
  const name = status === 400 ? 'BAD_REQUEST' : status === 503 ? 'RESOURCE_DOES_NOT_EXIST' : 'INTERNAL_ERROR';
  // The log keeps no value of a request; what the caller is told may name a cell of it.
  return { ...plain, status, reason: known.code, document: mlflowError(name, known.message) };
}

/** The form of MLflow's errors, so that its clients show our words. */
function mlflowError(code: string, message: string): unknown {
  return { error_code: code, message };
}

async function readBody(request: IncomingMessage): Promise<{ readonly text: string } | ScoringRefusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > bodyLimitBytes) return tooLarge;
      chunks.push(chunk);
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { status: 400, reason: 'The body is cut off, or is not UTF-8.' };
  }
}

interface Queue {
  /** Null where too many wait. */
  enter<T>(work: () => Promise<T>): Promise<T> | null;
}

/** One at a time, in order: a burst must not take the engine from the analyst. */
function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    enter(work) {
      if (waiting > mostWaiting) return null;
      waiting += 1;
      const turn = last.then(work).finally(() => (waiting -= 1));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

const safeHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function send(request: IncomingMessage, response: ServerResponse, { status, document, headers, reason }: Outcome): void {
  const isText = status === 200 && (document === null || typeof document === 'string');
  const bytes = Buffer.from(isText ? `${typeof document === 'string' ? document : ''}\n` : JSON.stringify(document), 'utf8');
  response.writeHead(status, { ...safeHeaders, ...(isText && { 'content-type': 'text/plain; charset=utf-8' }), ...headers, 'content-length': bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : bytes, () => {
    // What is left of a body that nobody reads ends with its connection.
    if (reason !== null && !request.complete) request.destroy();
  });
}

/** Bytes that are no HTTP request, or one that smuggles another: Node's parser stopped, and the connection ends. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Socket, settings: ScoringServerSettings): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const words = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' }[status];
  settings.noted({ method: '', path: '', status, rows: 0, rowsOutside: 0, durationMs: 0, reason: words });
  socket.end(`HTTP/1.1 ${status} ${words}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** For the list of requests: an address can be as long as its sender likes. */
function shortened(text = ''): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
