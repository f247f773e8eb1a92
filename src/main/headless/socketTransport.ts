/** The engine's local socket: one JSON frame a line, for commands on this computer while the app has the project open. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { clientFrameSchema, engineFrameSchema, type ClientTransport, type EngineFrame } from '@shared/contract/frames';
import type { Router } from '../engine/kernel/router';

const longestLine = 64 << 20;

/** Same project, same address; on Unix inside a folder only this user may enter, which is what makes callers trusted. */
export function socketPathOf(projectDir: string): string {
  const name = createHash('sha256').update(resolve(projectDir)).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\almanac-${userInfo().username}-${name}`;
  const folder = join(tmpdir(), `almanac-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return join(folder, `${name}.sock`);
}

/** The caller holds the project's lock, so a file left at the path is from an engine that died. */
export function serveSocket(path: string, router: Router): Promise<Server> {
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const server = createServer((socket) => {
    const channel = router.openChannel('shell', (frame) => socket.write(`${JSON.stringify(frame)}\n`));
    readLines(socket, (line) => {
      const frame = clientFrameSchema.safeParse(parseJson(line));
      if (frame.success) channel.receive(frame.data);
      else socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => channel.close());
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(path, () => done(server));
  });
}

/** Resolves null where nobody answers at the path. */
export function connectSocket(path: string): Promise<(ClientTransport & { close(): void }) | null> {
  return new Promise((done) => {
    const socket = connect(path);
    const frames = new Set<(frame: EngineFrame) => void>();
    const closes = new Set<() => void>();
    socket.once('error', () => done(null));
    socket.once('connect', () => {
      readLines(socket, (line) => {
        const frame = engineFrameSchema.safeParse(parseJson(line));
        if (frame.success) for (const listener of frames) listener(frame.data);
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        for (const listener of closes) listener();
      });
      done({
        send: (frame) => socket.write(`${JSON.stringify(frame)}\n`),
        onFrame(listener) {
          frames.add(listener);
          return () => frames.delete(listener);
        },
        onClose(listener) {
          closes.add(listener);
          return () => closes.delete(listener);
        },
        close: () => socket.end(),
      });
    });
  });
}

function readLines(socket: Socket, onLine: (line: string) => void): void {
  let parts: string[] = [];
  let length = 0;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const pieces = chunk.split('\n');
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) {
        onLine(parts.join(''));
        parts = [];
        length = 0;
      }
      parts.push(piece);
      length += piece.length;
      if (length > longestLine) socket.destroy(new EngineError('invalid-input', 'A message is too long.'));
    }
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
