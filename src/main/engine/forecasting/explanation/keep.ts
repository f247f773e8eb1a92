/** Keeps the last answers that took long to work out. What an asker cancelled is worked out anew for whoever else waits. */
import { EngineError } from '@shared/contract/errors';

export interface Keep<T> {
  get(key: string, signal: AbortSignal, make: () => Promise<T>): Promise<T>;
}

export function createKeep<T>(most: number): Keep<T> {
  const kept = new Map<string, Promise<T>>();
  return {
    async get(key, signal, make) {
      for (;;) {
        const known = kept.get(key);
        const made = known ?? make();
        kept.delete(key);
        kept.set(key, made);
        for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
        try {
          return await made;
        } catch (error) {
          if (kept.get(key) === made) kept.delete(key);
          const othersCancelled = known !== undefined && error instanceof EngineError && error.code === 'cancelled' && !signal.aborted;
          if (!othersCancelled) throw error;
        }
      }
    },
  };
}
