/** About as many rows as the version before, where there are versions to learn from. */
import { qualityMessages } from '@shared/messages/quality';
import { shareAtLeast } from '../confidence';
import { suggest, type TableRule } from '../suggestion';

const usual = { fall: 0.2, growth: 0.5 };

export const volume: TableRule = async ({ earlierRows, table }) => {
  const counts = [...earlierRows, table.rows];
  if (earlierRows.length === 0) return [];
  const changes = counts.slice(1).map((rows, i) => rows / Math.max(1, counts[i] ?? 1) - 1);
  const held = changes.filter((change) => change >= -usual.fall && change <= usual.growth).length;
  return [suggest({ check: 'volume' }, usual, 'warning', qualityMessages.evidence.volume(held, changes.length), shareAtLeast(held, changes.length))];
};
