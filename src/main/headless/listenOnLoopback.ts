/** Binds a server to this computer's loopback address, and says in words why it cannot. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineError } from '@shared/contract/errors';

/** @returns the port. Throws `conflict` where it is taken, `unavailable-here` for any other reason. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      fail(new EngineError(isTaken ? 'conflict' : 'unavailable-here', isTaken ? `Port ${port} is taken by another program. Choose another, or leave it out.` : `The local server could not start: ${error.message}.`));
    });
    server.listen(port, '127.0.0.1', done);
  });
  return (server.address() as AddressInfo).port;
}
