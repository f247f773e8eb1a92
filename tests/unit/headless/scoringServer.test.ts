/** The scoring endpoint by raw socket: it answers its own callers, refuses every stranger, and lives on. */
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import type { ScoringRequest } from '@shared/areas/scoring';
import { startScoringServer } from '@main/headless/scoringServer';
import { sendRaw, statusesOf } from '../../helpers/rawHttp';

const token = 'k'.repeat(43);
const rows = '{"inputs":[[1]]}';
let server: Awaited<ReturnType<typeof startScoringServer>>;
let bodies: string[] = [];
let notes: Omit<ScoringRequest, 'at'>[] = [];

beforeAll(async () => {
  server = await startScoringServer({
    port: 0,
    token,
    version: '1.2.3',
    async answer({ type, text }) {
      bodies.push(`${type} ${text}`);
      if (text.includes('slow')) await new Promise((done) => setTimeout(done, 40));
      if (text.includes('wrong')) throw new EngineError('invalid-input', 'There is no such column.');
      if (text.includes('broken')) throw new Error('secret of the inside');
      return { document: { predictions: [42] }, rows: 1, rowsOutside: 0 };
    },
    noted: (note) => void notes.push(note),
  });
});
afterAll(() => server.close());
beforeEach(() => {
  bodies = [];
  notes = [];
});

interface Shape {
  readonly line?: string;
  readonly host?: string | null;
  readonly key?: string | null;
  readonly type?: string | null;
  readonly more?: readonly string[];
  readonly length?: string | null;
  readonly body?: string;
}

function request({ line = 'POST /invocations HTTP/1.1', host = `127.0.0.1:${server.port}`, key = `Bearer ${token}`, type = 'application/json', more = [], length, body = rows }: Shape): string {
  const lines = [line];
  if (host !== null) lines.push(`Host: ${host}`);
  if (key !== null) lines.push(`Authorization: ${key}`);
  if (type !== null) lines.push(`Content-Type: ${type}`);
  if (length !== null) lines.push(`Content-Length: ${length ?? Buffer.byteLength(body)}`);
  return `${[...lines, ...more].join('\r\n')}\r\n\r\n${body}`;
}

async function statusOf(shape: Shape): Promise<number | undefined> {
  return statusesOf(await sendRaw(server.port, request(shape)))[0];
}

describe('its own callers', () => {
  test.each([
    ['127.0.0.1', {}],
    ['localhost', { host: 'localhost' }],
    ['a charset', { type: 'application/json; charset=utf-8' }],
    ['csv', { type: 'text/csv', body: 'a\n1\n' }],
    ['a body in chunks', { length: null, more: ['Transfer-Encoding: chunked'], body: `${rows.length.toString(16)}\r\n${rows}\r\n0\r\n\r\n` }],
    ['a caller that asks before it sends', { more: ['Expect: 100-continue'] }],
  ])('are answered: %s', async (_, shape) => {
    const answer = await sendRaw(server.port, request({ ...shape, ...('host' in shape && { host: `${shape.host}:${server.port}` }) }));
    expect(statusesOf(answer).at(-1)).toBe(200);
    expect(answer).toContain('{"predictions":[42]}');
    expect(answer).not.toMatch(/access-control-/i);
    expect(notes).toMatchObject([{ status: 200, rows: 1, reason: null }]);
  });

  test.each([['/ping', '\n'], ['/health', '\n'], ['/version', '1.2.3\n']])('%s says that it lives', async (path, body) => {
    const answer = await sendRaw(server.port, `GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: close\r\n\r\n`);
    expect(statusesOf(answer)).toEqual([200]);
    expect(answer.endsWith(`\r\n\r\n${body}`)).toBe(true);
  });

  test('errors have the form of MLflow and our words, and never the inside', async () => {
    const wrong = await sendRaw(server.port, request({ body: '{"wrong":1}' }));
    expect(statusesOf(wrong)).toEqual([400]);
    expect(wrong).toContain('{"error_code":"BAD_REQUEST","message":"There is no such column."}');
    const broken = await sendRaw(server.port, request({ body: '{"broken":1}' }));
    expect(statusesOf(broken)).toEqual([500]);
    expect(broken).not.toContain('secret');
  });
});

/** Each with the statuses that may answer it; 0: the connection may end without an answer. */
const hostile: readonly (readonly [string, () => Shape | string, readonly number[]])[] = [
  ['no key', () => ({ key: null }), [401]],
  ['a key that is too short', () => ({ key: `Bearer ${token.slice(1)}` }), [401]],
  ['a key that is too long', () => ({ key: `Bearer ${token}k` }), [401]],
  ['the key by another scheme', () => ({ key: `Basic ${token}` }), [401]],
  ['two keys, one of them right', () => ({ more: [`Authorization: Bearer ${token}x`] }), [400]],
  ['no Host', () => ({ host: null }), [400]],
  ['a rebound name as Host', () => ({ host: `shop.example:${server.port}` }), [403]],
  ['the own name with another port', () => ({ host: '127.0.0.1:80' }), [403]],
  ['the own name without a port', () => ({ host: '127.0.0.1' }), [403]],
  ['two Hosts, the first right', () => ({ more: ['Host: shop.example'] }), [400]],
  ['another Host, the right one forwarded', () => ({ host: 'shop.example', more: [`X-Forwarded-Host: 127.0.0.1:${server.port}`] }), [403]],
  ['an Origin', () => ({ more: ['Origin: https://shop.example'] }), [403]],
  ['its own address as Origin', () => ({ more: [`Origin: http://127.0.0.1:${server.port}`] }), [403]],
  ['the null Origin of a sandboxed page', () => ({ more: ['Origin: null'] }), [403]],
  ['a cross-site fetch', () => ({ more: ['Sec-Fetch-Site: cross-site'] }), [403]],
  ['a same-site fetch', () => ({ more: ['Sec-Fetch-Site: same-site'] }), [403]],
  ['a preflight', () => ({ line: 'OPTIONS /invocations HTTP/1.1', more: ['Access-Control-Request-Method: POST', 'Origin: https://shop.example'] }), [403]],
  ['OPTIONS without Origin', () => ({ line: 'OPTIONS /invocations HTTP/1.1' }), [405]],
  ['GET of the predictions', () => ({ line: 'GET /invocations HTTP/1.1', body: '' }), [405]],
  ['DELETE', () => ({ line: 'DELETE /invocations HTTP/1.1' }), [405]],
  ['POST to ping', () => ({ line: 'POST /ping HTTP/1.1' }), [405]],
  ['CONNECT to another server', () => ({ line: 'CONNECT shop.example:443 HTTP/1.1' }), [0, 400, 403, 404, 405]],
  ['a method that is none', () => ({ line: 'SCORE /invocations HTTP/1.1' }), [400, 405]],
  ['dots in the path', () => ({ line: 'POST /ping/../invocations HTTP/1.1' }), [404]],
  ['an encoded path', () => ({ line: 'POST /%69nvocations HTTP/1.1' }), [404]],
  ['a doubled slash', () => ({ line: 'POST //invocations HTTP/1.1' }), [404]],
  ['a query', () => ({ line: 'POST /invocations?a=1 HTTP/1.1' }), [404]],
  ['a whole address as path', () => ({ line: 'POST http://shop.example/invocations HTTP/1.1' }), [404]],
  ['a path to a file', () => ({ line: 'GET /../../../../etc/passwd HTTP/1.1' }), [404]],
  ['a form as a page would send it', () => ({ type: 'application/x-www-form-urlencoded' }), [415]],
  ['plain text, which needs no preflight', () => ({ type: 'text/plain' }), [415]],
  ['no type', () => ({ type: null }), [415]],
  ['another charset', () => ({ type: 'application/json; charset=utf-16' }), [415]],
  ['a compressed body', () => ({ more: ['Content-Encoding: gzip'] }), [415]],
  ['a length beyond the limit', () => ({ length: String(11 * 1024 * 1024) }), [413]],
  ['a length of nonsense', () => ({ length: '-5' }), [400]],
  ['Content-Length beside Transfer-Encoding', () => ({ more: ['Transfer-Encoding: chunked'], body: `0\r\n\r\nPOST /invocations HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n` }), [400]],
  ['two different lengths', () => ({ more: ['Content-Length: 3'] }), [400]],
  ['an unknown transfer coding', () => ({ length: null, more: ['Transfer-Encoding: xchunked'] }), [400]],
  ['chunked hidden behind a space', () => ({ length: null, more: ['Transfer-Encoding : chunked'], body: '0\r\n\r\n' }), [400]],
  ['a header of 20 KB', () => ({ more: [`X-Long: ${'x'.repeat(20_000)}`] }), [431]],
  ['a zero byte in a header', () => ({ more: ['X-Zero: a\0b'] }), [400]],
  ['HTTP/1.0', () => ({ line: 'POST /invocations HTTP/1.0' }), [505]],
  ['HTTP/2 without an agreement', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [0, 400]],
  ['an upgrade to a web socket', () => ({ line: 'GET /ping HTTP/1.1', body: '', more: ['Connection: Upgrade', 'Upgrade: websocket'] }), [400]],
  ['a TLS greeting', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [0, 400]],
  ['noise', () => 'garbage\r\n\r\n', [400]],
];

describe('strangers', () => {
  test(`there are ${hostile.length} of them, at least 20`, () => expect(hostile.length).toBeGreaterThanOrEqual(20));

  test.each(hostile)('are refused: %s', async (_, shape, expected) => {
    const made = shape();
    const answer = await sendRaw(server.port, typeof made === 'string' ? Buffer.from(made, 'latin1') : request(made));
    const statuses = statusesOf(answer);
    expect(statuses.length).toBeLessThanOrEqual(1);
    expect(expected).toContain(statuses[0] ?? 0);
    expect(answer).not.toMatch(/access-control-|predictions/i);
    expect(bodies).toEqual([]);
    // It lives on, and answers the next good request.
    expect(await statusOf({})).toBe(200);
  });

  test('a folded header may be read or refused, but counts as one request', async () => {
    const answer = await sendRaw(server.port, request({ more: ['X-Fold: a', ' b'] }));
    expect([[200], [400]]).toContainEqual(statusesOf(answer));
  });

  test('bytes that are not UTF-8 are refused', async () => {
    const head = request({ length: '9', body: '' });
    const answer = await sendRaw(server.port, Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from('{"a":"\xff"}', 'latin1')]));
    expect(statusesOf(answer)).toEqual([400]);
    expect(bodies).toEqual([]);
  });

  test('a body that grows beyond the limit in chunks is cut off', async () => {
    const chunk = `${(1 << 20).toString(16)}\r\n${'x'.repeat(1 << 20)}\r\n`;
    const answer = await sendRaw(server.port, request({ length: null, more: ['Transfer-Encoding: chunked'], body: chunk.repeat(11) }), { waitMs: 8_000 });
    expect([[413], []]).toContainEqual(statusesOf(answer));
    expect(bodies).toEqual([]);
    expect(await statusOf({})).toBe(200);
  });

  test('a burst is queued, and what is too much is told to wait', async () => {
    const burst = await Promise.all(Array.from({ length: 24 }, () => statusOf({ body: '{"slow":1}' })));
    expect(burst.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(burst.every((status) => status === 200 || status === 429)).toBe(true);
    expect(await statusOf({})).toBe(200);
  }, 20_000);

  test('nobody is served on another address of this computer', async () => {
    const other = Object.values(networkInterfaces()).flatMap((list) => list ?? []).find(({ family, internal }) => family === 'IPv4' && !internal);
    if (other) await expect(sendRaw(server.port, 'GET /ping HTTP/1.1\r\n\r\n', { host: other.address })).rejects.toThrow('ECONNREFUSED');
    await expect(sendRaw(server.port, 'GET /ping HTTP/1.1\r\n\r\n', { host: '::1' }).catch(() => 'closed')).resolves.not.toContain('200');
  });

  test('what is remembered of a request holds none of its values', async () => {
    await statusOf({ body: '{"inputs":[["a private title"]]}' });
    expect(JSON.stringify(notes)).not.toContain('private');
    expect(JSON.stringify(notes)).not.toContain(token);
  });
});

test('a port that is taken is a conflict in words', async () => {
  const again = startScoringServer({ port: server.port, token, version: '', answer: () => Promise.reject(new Error('never')), noted: () => undefined });
  await expect(again).rejects.toMatchObject({ code: 'conflict' });
});
