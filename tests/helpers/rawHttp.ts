/** Bytes to a loopback port as they are, and whatever comes back: for requests no client would send. */
import { connect } from 'node:net';

/** Resolves with all that was answered until the other side closes, or until it is still for a moment. */
export function sendRaw(port: number, bytes: string | Buffer, settings: { readonly host?: string; readonly waitMs?: number } = {}): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, settings.host ?? '127.0.0.1');
    let text = '';
    let timer = setTimeout(end, settings.waitMs ?? 2_000);
    function end(): void {
      clearTimeout(timer);
      socket.destroy();
      done(text);
    }
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      clearTimeout(timer);
      timer = setTimeout(end, 150);
    });
    socket.on('close', end);
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? fail(error) : end()));
  });
}

/** Status of each answer in what came back. */
export function statusesOf(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
