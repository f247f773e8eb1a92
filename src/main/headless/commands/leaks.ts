/** leaks: what gives the answer away, how to split, and whether the control finds nothing. */
import type { FoldScore } from '@shared/areas/tracking';
import { argument, usageError, type Command } from './command';
import { findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

export const leaksCommand: Command = {
  name: 'leaks',
  usage: 'leaks SNAPSHOT [--target COL]',
  options: { target: { type: 'string' } },
  async run(context) {
    const connection = await context.connect();
    const { client } = connection;
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const proposal = await client.call('tracking.proposeSetup', { snapshotId: snapshot.id, target: context.options.text('target') });
    const { target, leakage } = proposal;
    if (target === null) throw usageError('No column of this version looks like a target. Name it with --target.');
    context.say('Holding honest scores beside leaking ones');
    const { honesty, control } = await client.call('tracking.scoreHonesty', { snapshotId: snapshot.id, target });
    context.say('Measuring what a lazy split would invent');
    const split = await client.call('tracking.adviseSplit', { snapshotId: snapshot.id, target });
    const told = leakage.filter(({ leak, suspicions }) => leak || suspicions.length > 0);
    return {
      json: { snapshot: snapshot.id, target, leakage, honesty, control, split },
      text: [
        told.length === 0 ? `No column gives ${target} away.` : formatTable(['column', 'known', 'alone', '', 'why'], told.map(({ column, knownWhen, score, leak, reason }) => [column, knownWhen, formatNumber(score), leak ? 'leak' : 'note', reason])),
        ...(honesty ? ['', honesty.sentence, `  without ${scoreOf(honesty.without)}; with ${scoreOf(honesty.with)}`] : []),
        '',
        ...split.sentences,
        ...(split.invented ? [split.invented.sentence] : []),
        ...(control ? ['', control.sentence] : []),
      ].join('\n'),
    };
  },
};

function scoreOf({ mean, lower, upper }: FoldScore): string {
  return `${formatNumber(mean)} (95 % ${formatNumber(lower)} to ${formatNumber(upper)})`;
}
