/** score-server: the loopback scoring endpoint, until interrupted. */
import { usageError, type Command } from './command';
import { findRun } from './references';

export const scoreServerCommand: Command = {
  name: 'score-server',
  usage: 'score-server [--port N] [--model champion|RUN]',
  options: { port: { type: 'string' }, model: { type: 'string' } },
  async run(context) {
    const port = context.options.number('port') ?? 0;
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usageError('--port needs a whole number from 0 to 65535.');
    const reference = context.options.text('model') ?? 'champion';
    const connection = await context.connect();
    const { client } = connection;
    const run = await findRun(connection, reference);
    const { token, state } = await client.call('scoring.start', { port, model: reference === 'champion' ? 'champion' : run.id });
    context.say(`Rows go to ${state.address ?? ''} by POST, with the header Authorization: Bearer ${token}`);
    context.say('Only this computer can reach it. Press Ctrl C to stop.');
    context.announce({ address: state.address, port: state.port, token, run: run.id, model: run.model });
    await new Promise<void>((done) => {
      if (context.interrupted.aborted) done();
      else context.interrupted.addEventListener('abort', () => done(), { once: true });
    });
    const { counts, running } = await client.call('scoring.state', {});
    if (running) await client.call('scoring.stop', {});
    return { json: undefined, text: `Stopped. ${counts.answered} requests with ${counts.rows} rows were answered, ${counts.refused} refused.` };
  },
};
