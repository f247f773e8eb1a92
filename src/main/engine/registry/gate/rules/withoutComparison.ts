/** What a rule about the champion says where there is none, or where the two cannot be compared. */
import { gateMessages as words } from '@shared/messages/gates';
import type { GateFacts, Judgement } from '../gateFacts';

export function withoutComparison({ champion, notComparable }: Pick<GateFacts, 'champion' | 'notComparable'>): Judgement {
  if (!champion) return { state: 'skipped', reason: words.nothingToCompare };
  return { state: 'insufficient', reason: notComparable ?? words.undefinedHere };
}
