/** What travelled, in words. Pure. */
import type { SyncEntry } from '@shared/areas/sync';
import { shareMessages as words } from './messages';

/** "2 runs, 1 note and 1 decision". */
export function tellCounts(counts: Readonly<Record<string, number>>): string {
  const merged = new Map<string, { one: string; many: string; count: number }>();
  for (const [kind, count] of Object.entries(counts)) {
    const [one, many] = isKnown(kind) ? words.kinds[kind] : words.other;
    merged.set(one, { one, many, count: (merged.get(one)?.count ?? 0) + count });
  }
  const parts = [...merged.values()].map(({ one, many, count }) => `${count} ${count === 1 ? one : many}`);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')}${words.and}${last}`;
}

function isKnown(kind: string): kind is keyof typeof words.kinds {
  return Object.hasOwn(words.kinds, kind);
}

export function tellEntry({ own, state, deviceName, counts }: Pick<SyncEntry, 'own' | 'state' | 'deviceName' | 'counts'>): string {
  const what = tellCounts(counts);
  if (own) return state === 'sealed' ? words.ready(what) : words.sent(what);
  return state === 'parked' ? words.parked(deviceName, what) : words.received(deviceName, what);
}
