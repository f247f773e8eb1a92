/** Compute threads stay behind the engine and the window. */
import { constants, setPriority } from 'node:os';

/** On Linux the priority belongs to the thread; elsewhere it would slow the whole engine. */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Without the right to change it, the worker runs as any other thread.
  }
}
