import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import type { ClientFrame } from '@shared/contract/frames';
import { startHttpServer, type HttpServer } from '@main/headless/httpServer';

const token = 'a-token-that-only-this-test-knows';
const folder = mkdtempSync(join(tmpdir(), 'almanac-http-'));
const received: ClientFrame[] = [];
let closedChannels = 0;
let server: HttpServer;
let port = 0;
let cookie = '';

beforeAll(async () => {
  mkdirSync(join(folder, 'page'));
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="__ALMANAC_STYLE_NONCE__"><title>page</title>');
  server = await startHttpServer({
    port: 0,
    token,
    staticDir: join(folder, 'page'),
    openChannel: (send) => ({
      receive(frame) {
        received.push(frame);
        if (frame.t === 'call') send({ t: 'ok', id: frame.id, value: 'answer' });
      },
      close: () => {
        closedChannels += 1;
      },
    }),
    async receiveUpload(name, stream) {
      let sizeBytes = 0;
      for await (const chunk of stream) sizeBytes += (chunk as Buffer).byteLength;
      return { ticket: 'ticket-of-the-upload', name, sizeBytes };
    },
    openDownload(ticket) {
      if (ticket === 'known') return Promise.resolve({ name: "d'été.html", sizeBytes: 5, contentType: 'text/html', stream: Readable.from([Buffer.from('hello')]) });
      if (ticket === 'broken') return Promise.reject(new EngineError('not-found', 'Gone.'));
      return Promise.resolve(null);
    },
  });
  port = Number(new URL(server.address).port);
  const welcome = await raw(`GET /?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
  cookie = /set-cookie: ([^;]+);/i.exec(welcome)?.[1] ?? '';
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the key', () => {
  test('comes in the printed address and becomes a strict cookie', async () => {
    const welcome = await raw(`GET /?token=${token} HTTP/1.1\r\nHost: localhost:${port}\r\n`);
    expect(welcome).toMatch(/^HTTP\/1.1 200/);
    expect(welcome).toMatch(/set-cookie: almanac-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\//i);
    expect(welcome).not.toContain(token);
  });

  test('serves the page to the cookie, under the content security policy and a fresh nonce', async () => {
    const pages = [await get('/'), await get('/')];
    const nonces = pages.map((page) => /'nonce-([^']+)'/.exec(page)?.[1] ?? '');
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(/^HTTP\/1.1 200/);
      expect(page).toContain("default-src 'none'; script-src 'self'");
      expect(page).toContain(`nonce="${nonces[index]}"`);
    }
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test.each([
    ['no cookie and no token', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
    ['a wrong token', () => `GET /?token=wrong HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
    ['an empty token', () => `GET /?token= HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
    ['a token cut short', () => `GET /?token=${token.slice(0, -1)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
    ['the token away from the first page', () => `GET /events?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
    ['a wrong cookie', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: almanac-${port}=wrong\r\n`],
    ['the token as cookie', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: almanac-${port}=${token}\r\n`],
    ['a download without cookie', () => `GET /download/known HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`],
  ])('is asked for: %s is answered 401', async (_name, request) => {
    expect(await raw(request())).toMatch(/^HTTP\/1.1 401/);
  });
});

describe('a foreign page or a rebound name', () => {
  const post = (lines: string): string => `POST /frames HTTP/1.1\r\n${lines}Content-Type: application/json\r\nContent-Length: 2\r\nCookie: ${cookie}\r\n\r\n{}`;
  test.each([
    ['another host', () => `GET / HTTP/1.1\r\nHost: evil.example\r\nCookie: ${cookie}\r\n`],
    ['another host with the token', () => `GET /?token=${token} HTTP/1.1\r\nHost: evil.example:${port}\r\n`],
    ['another port', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port + 1}\r\nCookie: ${cookie}\r\n`],
    ['a host with a dot at its end', () => `GET / HTTP/1.1\r\nHost: localhost.:${port}\r\nCookie: ${cookie}\r\n`],
    ['two hosts', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nCookie: ${cookie}\r\n`],
    ['a forwarded host', () => `GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n`],
    ['another origin', () => post(`Host: 127.0.0.1:${port}\r\nOrigin: http://evil.example\r\n`)],
    ['the null origin', () => post(`Host: 127.0.0.1:${port}\r\nOrigin: null\r\n`)],
    ['an origin of another port', () => post(`Host: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:1\r\n`)],
    ['a post without origin', () => post(`Host: 127.0.0.1:${port}\r\n`)],
    ['a request the browser calls cross-site', () => `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: cross-site\r\n`],
    ['a request from another port of this host', () => `GET /download/known HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-site\r\n`],
    ['an upload without origin', () => `PUT /upload?name=a.csv HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nContent-Length: 1\r\n\r\nx`],
  ])('is refused: %s', async (_name, request) => {
    const answer = await raw(request());
    expect(answer).toMatch(/^HTTP\/1.1 40[03]/);
    expect(answer.toLowerCase()).not.toContain('access-control');
  });

  test('a request without a host is refused', async () => {
    expect(await raw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n`)).toMatch(/^HTTP\/1.1 40[03]/);
  });
});

describe('files', () => {
  test.each(['/../secret.html', '/..%2fsecret.html', '/%2e%2e/secret.html', '/..%5csecret.html', '/index.html%00', '//secret.html', '/%252e%252e/secret.html', `${tmpdir()}/secret.html`, '/page'])('nothing outside the page: %s', async (path) => {
    const answer = await get(path);
    expect(answer).toMatch(/^HTTP\/1.1 404/);
    expect(answer).not.toContain('\r\n\r\nsecret');
  });

  test('an upload is streamed under a name without a path', async () => {
    const answer = await raw(`PUT /upload?name=${encodeURIComponent('../../été.csv')} HTTP/1.1\r\n${own()}Content-Length: 7\r\n\r\na,b\n1,2`);
    expect(answer).toMatch(/^HTTP\/1.1 200/);
    expect(JSON.parse(bodyOf(answer))).toEqual({ ticket: 'ticket-of-the-upload', name: '.._.._été.csv', sizeBytes: 7 });
  });

  test('a download is an attachment that runs nothing', async () => {
    const answer = await get('/download/known');
    expect(answer).toContain("content-disposition: attachment; filename*=UTF-8''d%27%C3%A9t%C3%A9.html");
    expect(answer).toContain("content-security-policy: default-src 'none'; sandbox");
    expect(bodyOf(answer)).toBe('hello');
    expect(await get('/download/unknown')).toMatch(/^HTTP\/1.1 404/);
    expect(await get('/download/broken')).toMatch(/^HTTP\/1.1 404/);
  });
});

describe('frames', () => {
  test('a session posts frames and reads answers as events; closing it closes its channel', async () => {
    const closedBefore = closedChannels;
    const events = connect(port, '127.0.0.1');
    events.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`);
    let text = '';
    events.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    await expect.poll(() => text).toContain('event: session');
    const session = /"session":"([\w-]+)"/.exec(text)?.[1] ?? '';
    expect(await frame(session, { t: 'call', id: 7, name: 'project.info', input: {} })).toMatch(/^HTTP\/1.1 204/);
    await expect.poll(() => text).toContain('data: {"t":"ok","id":7,"value":"answer"}');
    events.destroy();
    await expect.poll(() => closedChannels).toBe(closedBefore + 1);
    expect(await frame(session, { t: 'cancel', id: 7 })).toMatch(/^HTTP\/1.1 409/);
  });

  test.each([
    ['no frame', {}],
    ['an unknown kind', { t: 'event', name: 'changed', payload: {} }],
    ['a text as id', { t: 'cancel', id: '7' }],
    ['an endless name', { t: 'call', id: 1, name: 'x'.repeat(200), input: {} }],
  ])('what is not a frame reaches nobody: %s', async (_name, value) => {
    const before = received.length;
    const events = connect(port, '127.0.0.1');
    events.write(`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`);
    const session = await new Promise<string>((done) => events.setEncoding('utf8').on('data', (chunk: string) => /"session":"([\w-]+)"/.exec(chunk)?.[1] && done(/"session":"([\w-]+)"/.exec(chunk)?.[1] ?? '')));
    expect(await frame(session, value)).toMatch(/^HTTP\/1.1 400/);
    events.destroy();
    expect(received).toHaveLength(before);
  });

  test('a body beyond the limit is refused before it is read', async () => {
    expect(await raw(`POST /frames HTTP/1.1\r\n${own()}Content-Type: application/json\r\nContent-Length: ${64 * 1024 * 1024}\r\n`)).toMatch(/^HTTP\/1.1 413/);
  });

  test('a form from elsewhere cannot pass for a frame', async () => {
    expect(await raw(`POST /frames HTTP/1.1\r\n${own()}Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 415/);
  });
});

test('listens on loopback only, and a taken port is said in words', async () => {
  const { networkInterfaces } = await import('node:os');
  const outer = Object.values(networkInterfaces()).flatMap((each) => each ?? []).find((each) => !each.internal && each.family === 'IPv4');
  if (outer) {
    const reached = await new Promise((done) => {
      const socket = connect({ port, host: outer.address, timeout: 2_000 }, () => done('connected'));
      socket.on('error', () => done('refused')).on('timeout', () => done('refused'));
    });
    expect(reached).toBe('refused');
  }
  const taken = startHttpServer({ port, token, staticDir: folder, openChannel: () => ({ receive: () => undefined, close: () => undefined }), receiveUpload: () => Promise.reject(new Error()), openDownload: () => Promise.resolve(null) });
  await expect(taken).rejects.toThrow(`Port ${port} is taken`);
});

const own = (): string => `Host: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nCookie: ${cookie}\r\n`;
const get = (path: string): Promise<string> => raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n`);

function frame(session: string, value: unknown): Promise<string> {
  const body = JSON.stringify(value);
  return raw(`POST /frames HTTP/1.1\r\n${own()}X-Almanac-Session: ${session}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function bodyOf(answer: string): string {
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}

/** Sends bytes as they are: what a browser would never let through. */
function raw(request: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').setTimeout(5_000, () => socket.destroy(new Error('no answer within 5 s')));
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('error', fail).on('close', () => done(answer));
    const [head, ...rest] = request.split('\r\n\r\n');
    socket.write(`${(head ?? '').replace(/\r\n$/, '')}\r\nConnection: close\r\n\r\n${rest.join('\r\n\r\n')}`);
  });
}
