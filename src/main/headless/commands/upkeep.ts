/** gc: empties the trash and clears stored files that nothing refers to; kept fits too, where asked. */
import type { Freeable } from '@shared/areas/upkeep';
import { upkeepMessages } from '@shared/messages/upkeep';
import type { Command, Connection } from './command';

const words = upkeepMessages.free;

export const gcCommand: Command = {
  name: 'gc',
  usage: 'gc [--fits] [--dry-run]',
  options: { 'dry-run': { type: 'boolean' }, fits: { type: 'boolean' } },
  async run(context) {
    const { client } = await context.connect();
    const dryRun = context.options.flag('dry-run');
    const clearsFits = context.options.flag('fits');
    const { fits, files, bytes } = await client.call('upkeep.clearFits', { dryRun: dryRun || !clearsFits });
    const freed = await client.call('upkeep.free', { dryRun });
    const now = Date.now();
    const items = freed.items.map((item) => ({ ...item, text: describe(item, now) }));
    const lines = items.map(({ text }) => `  ${text}`);
    const trash = items.length === 0 ? ['Every stored file is used, and the trash is empty.'] : [dryRun ? 'Would be cleared for good:' : 'Cleared for good:', ...lines, `${freed.files} stored files, ${freed.bytes} bytes.`];
    const kept = upkeepMessages.fits[clearsFits ? (dryRun ? 'wouldClear' : 'cleared') : 'kept'](fits, bytes);
    return { json: { ...freed, items, keptFits: { fits, files, bytes, cleared: clearsFits && !dryRun } }, text: [...trash, kept].join('\n') };
  },
};

export interface TrashedVersion {
  readonly item: Freeable;
  readonly text: string;
}

/** Versions in the trash whose files are still there. */
export async function listTrash(client: Connection['client']): Promise<readonly TrashedVersion[]> {
  const { items } = await client.call('upkeep.freeable', {});
  return items.filter(({ kind }) => kind === 'version').map((item) => ({ item, text: describe(item, Date.now()) }));
}

/** A sentence to add where something was made of what goes, else nothing. */
export function describeUses(uses: Freeable['uses']): string {
  return uses.length === 0 ? '' : ` ${words.uses(uses)} with ${uses.length === 1 ? 'its' : 'their'} figures.`;
}

function describe(item: Freeable, now: number): string {
  return item.kind === 'version' ? words.version(item, now) : words.results(item);
}
