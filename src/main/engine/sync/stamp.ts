/** Hybrid logical clock (Kulkarni et al. 2014): wall time where it moves on, a counter where it does not. Pure. */

export interface ClockState {
  readonly ms: number;
  readonly counter: number;
}

/** How far a stamp may lie ahead of this computer's own clock before it is no longer followed. */
export const largestLeadMs = 24 * 3600 * 1000;

const stampForm = /^(\d{15})-([0-9a-f]{4})-([0-9a-f]{16})$/;
const lastCounter = 0xffff;

/** Sorts as text: time, counter, device. */
export function writeStamp({ ms, counter }: ClockState, device: string): string {
  return `${String(ms).padStart(15, '0')}-${counter.toString(16).padStart(4, '0')}-${device}`;
}

/** Null where the text is no stamp. */
export function readStamp(stamp: string): (ClockState & { readonly device: string }) | null {
  const match = stampForm.exec(stamp);
  return match ? { ms: Number(match[1]), counter: Number.parseInt(match[2] ?? '', 16), device: match[3] ?? '' } : null;
}

/** The clock for an event of this device. A clock that ran far ahead comes back; causality, not time, decides what is newer. */
export function tick(clock: ClockState, now: number): ClockState {
  const known = clock.ms > now + largestLeadMs ? { ms: now, counter: 0 } : clock;
  if (now > known.ms) return { ms: now, counter: 0 };
  return known.counter < lastCounter ? { ms: known.ms, counter: known.counter + 1 } : { ms: known.ms + 1, counter: 0 };
}

/** The clock after seeing a stamp of another device; a stamp too far ahead moves it no further than a day. */
export function follow(clock: ClockState, seen: ClockState, now: number): ClockState {
  const limit = now + largestLeadMs;
  const capped = seen.ms > limit ? { ms: limit, counter: 0 } : seen;
  if (capped.ms > clock.ms) return capped;
  if (capped.ms === clock.ms && capped.counter > clock.counter) return capped;
  return clock;
}
