/** Live progress of jobs by id, from the engine's events: what a job's row does not yet say. */
import type { Progress } from '@shared/contract/frames';

export interface LiveProgress {
  readonly progress: Progress;
  readonly etaMs: number | null;
}

export interface JobBoard {
  read(jobId: string): LiveProgress | null;
  subscribe(listener: () => void): () => void;
  report(jobId: string, live: LiveProgress): void;
  forget(): void;
}

const maxJobs = 100;

export function createJobBoard(): JobBoard {
  const live = new Map<string, LiveProgress>();
  const listeners = new Set<() => void>();
  return {
    read: (jobId) => live.get(jobId) ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report(jobId, next) {
      live.delete(jobId);
      live.set(jobId, next);
      for (const oldest of live.keys()) {
        if (live.size <= maxJobs) break;
        live.delete(oldest);
      }
      for (const listener of listeners) listener();
    },
    forget() {
      live.clear();
      for (const listener of listeners) listener();
    },
  };
}
