/** In which zones the times of a column are written, and which name none: such a column is stored in UTC and says so. */
import { datasetsMessages } from '@shared/messages/datasets';
import type { Notice } from './notices';

interface ZoneCount {
  count: number;
  /** Of the first one. */
  readonly line: number;
}

/** By the difference to UTC, "+02:00" or "UTC"; times that name no zone under the empty text. In the order of their lines. */
export type ZoneTally = Map<string, ZoneCount>;

/** `text` is a time, which occurs so many times, on this line first. */
export function tallyZone(zones: ZoneTally, text: string, line: number, times: number): void {
  const zone = zoneOf(text);
  const known = zones.get(zone);
  if (known) known.count += times;
  else zones.set(zone, { count: times, line });
}

/** Behind a time. */
const zoneForm = /:\d{2}.*?(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?)\s*$/;

function zoneOf(text: string): string {
  const [, name, hours, minutes = '00'] = zoneForm.exec(text) ?? [];
  if (name === undefined && hours === undefined) return '';
  const zone = hours === undefined ? 'UTC' : `${hours}:${minutes}`;
  return zone === '+00:00' || zone === '-00:00' ? 'UTC' : zone;
}

/** Tells of several zones, and of times without one among those that have one; nothing where all are alike. */
export function zoneNotices(name: string, zones: ZoneTally | null): Notice[] {
  if (zones === null || zones.size < 2) return [];
  const words = datasetsMessages.warnings;
  const bare = zones.get('');
  const named = [...zones].filter(([zone]) => zone !== '').map(([zone, { count, line }]) => ({ zone, count, line }));
  const all = named.reduce((sum, { count }) => sum + count, bare?.count ?? 0);
  const [first, other] = named.sort((a, b) => a.line - b.line);
  return [
    ...(bare && first ? [{ code: 'bare-times' as const, message: words.bareTimes(name, bare.count, all, bare.line), line: bare.line, count: bare.count }] : []),
    ...(first && other ? [{ code: 'mixed-zones' as const, message: words.mixedZones(name, [...named].sort((a, b) => b.count - a.count), other.line), line: other.line, count: all - (bare?.count ?? 0) }] : []),
  ];
}
