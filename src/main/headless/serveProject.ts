/** Opens a project for others to reach: the local socket always, browser mode over HTTP where a port is given. */
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Engine } from '../engine/engine';
import { systemFault } from '../engine/kernel/systemFaults';
import { startHttpServer } from './httpServer';
import { openEngine, type OpenEngineSettings } from './openEngine';
import { serveSocket, socketPathOf } from './socketTransport';

export interface ServedProject {
  readonly engine: Engine;
  readonly socketPath: string;
  /** Address of browser mode, token included, or null. */
  readonly address: string | null;
  close(): Promise<void>;
}

export interface BrowserMode {
  /** 0 takes any free port. */
  readonly port: number;
  readonly token: string;
}

export async function serveProject(settings: OpenEngineSettings, browser: BrowserMode | null): Promise<ServedProject> {
  const engine = openEngine(settings);
  try {
    const socketPath = socketPathOf(settings.projectDir);
    const socket = await serveSocket(socketPath, engine.router);
    engine.listen();
    const http = browser && (await startBrowserMode(engine, settings.projectDir, browser, join(settings.programDir, '../renderer')));
    return {
      engine,
      socketPath,
      address: http?.address ?? null,
      async close() {
        socket.close();
        await http?.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

function startBrowserMode(engine: Engine, projectDir: string, { port, token }: BrowserMode, staticDir: string): Promise<{ address: string; close(): Promise<void> }> {
  return startHttpServer({
    port,
    token,
    staticDir,
    openChannel: (send) => engine.router.openChannel('window', send),
    async receiveUpload(name, stream) {
      const path = engine.blobs.tempPath('.upload');
      try {
        await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
      } catch (error) {
        rmSync(path, { force: true });
        throw systemFault(error, { folder: projectDir }) ?? error;
      }
      return engine.files.grant(path, basename(name));
    },
    openDownload(ticket) {
      const file = engine.files.resolve(ticket);
      return Promise.resolve({ name: file.name, sizeBytes: file.sizeBytes, contentType: contentTypeOf(file.name), stream: createReadStream(file.path) });
    },
  });
}

function contentTypeOf(name: string): string {
  if (name.endsWith('.html')) return 'text/html; charset=utf-8';
  if (name.endsWith('.csv')) return 'text/csv; charset=utf-8';
  return 'application/octet-stream';
}
