/** Keeps the last answers that took long to work out. What an asker cancelled is worked out anew for whoever else waits. */
import { EngineError } from '@shared/contract/errors';

export interface Keep<T> {
  get(key: string, signal: AbortSignal, make: () => Promise<T>): Promise<T>;
}

/** `forget` hears of an answer that had to make room. */
export function createKeep<T>(most: number, forget: (answer: T) => void = () => undefined): Keep<T> {
  const kept = new Map<string, Promise<T>>();

  function makeRoom(): void {
    for (const [key, oldest] of kept) {
      if (kept.size <= most) return;
      kept.delete(key);
      // An answer that could not be worked out leaves nothing behind.
      oldest.then(forget).catch(() => undefined);
    }
  }

  return {
    async get(key, signal, make) {
      for (;;) {
        const known = kept.get(key);
        const made = known ?? make();
        kept.delete(key);
        kept.set(key, made);
        makeRoom();
        try {
          return await made;
        } catch (error) {
          if (kept.get(key) === made) kept.delete(key);
          // Whoever asked first gave up; that is no answer to this caller.
          const othersCancelled = known !== undefined && error instanceof EngineError && error.code === 'cancelled' && !signal.aborted;
          if (!othersCancelled) throw error;
        }
      }
    },
  };
}
