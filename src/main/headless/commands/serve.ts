/** serve: browser mode on this computer only. */
import { randomBytes } from 'node:crypto';
import { serveProject } from '../serveProject';
import { usageError, type Command } from './command';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--port N]',
  options: { port: { type: 'string' } },
  async run(context) {
    const port = context.options.number('port') ?? 0;
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usageError('--port needs a whole number from 0 to 65535.');
    const token = randomBytes(24).toString('base64url');
    const served = await serveProject(context, { port, token });
    context.say(`Almanac is open at ${served.address ?? ''}`);
    context.say('Only this computer can reach it. Press Ctrl C to stop.');
    context.announce({ address: served.address, token });
    await new Promise<void>((done) => context.interrupted.addEventListener('abort', () => done(), { once: true }));
    await served.close();
    return { json: undefined, text: 'Stopped.' };
  },
};
