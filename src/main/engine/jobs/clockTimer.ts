/** Wakes up when the next of several schedules is due. */
import type { Clock } from '../kernel/ports';
import { nextTime, type Schedule } from './cron';

export interface ClockTimer {
  /** Sets the timer anew: at the start, and where schedules changed. */
  set(): void;
  close(): void;
}

/** Timers are short, so that a computer that slept looks at the clock again soon. */
const longestTimerMs = 30_000;

/** `look` is called at the latest every 30 seconds while there is a schedule; it finds out itself what is due. */
export function createClockTimer(clock: Clock, schedules: () => readonly Schedule[], look: () => void): ClockTimer {
  let timer: NodeJS.Timeout | undefined;
  function set(): void {
    clearTimeout(timer);
    const now = clock.now();
    const soonest = Math.min(...schedules().map((schedule) => nextTime(schedule, now) ?? Infinity));
    if (soonest === Infinity) return;
    timer = setTimeout(() => {
      look();
      set();
    }, Math.min(longestTimerMs, Math.max(0, soonest - now) + 5));
    timer.unref();
  }
  return { set, close: () => clearTimeout(timer) };
}
