/** gc: clears stored files that nothing refers to. */
import type { Command } from './command';

export const gcCommand: Command = {
  name: 'gc',
  usage: 'gc [--dry-run]',
  options: { 'dry-run': { type: 'boolean' } },
  async run(context) {
    const { client } = await context.connect();
    const freed = await client.call('upkeep.free', { dryRun: context.options.flag('dry-run') });
    return { json: freed, text: freed.files === 0 ? 'Every stored file is used.' : `${freed.files} stored files, ${freed.bytes} bytes, ${freed.dryRun ? 'are no longer used.' : 'were no longer used and are gone.'}` };
  },
};
