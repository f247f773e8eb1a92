/** A pause in long work on the engine's own thread: calls are answered, and a cancel is heard. */
import { setImmediate } from 'node:timers/promises';
import { EngineError } from '@shared/contract/errors';

/** Throws `cancelled` where the signal was aborted meanwhile. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new EngineError('cancelled', 'Cancelled. What was finished is kept.');
}
