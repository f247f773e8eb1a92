/** The comparisons looked at last: pages of rows, and the same question asked again, do not match all rows anew. */
import { rmSync } from 'node:fs';
import { EngineError } from '@shared/contract/errors';
import { canonicalJson } from '../../kernel/hashing';
import type { CallContext } from '../../kernel/area';
import type { Comparison } from './compareVersions';

const mostKept = 4;

export interface KeptComparisons {
  /** The kept comparison of that name, else the one `compare` makes. */
  find(name: unknown, compare: () => Promise<Comparison>, context: CallContext): Promise<Comparison>;
}

export function createKeptComparisons(): KeptComparisons {
  const kept = new Map<string, Promise<Comparison>>();

  function forgetOldest(): void {
    for (const [key, comparison] of kept) {
      if (kept.size <= mostKept) return;
      kept.delete(key);
      // A file that is still open on Windows stays; the project's temp folder is swept at the next start.
      comparison.then(({ parquetPath }) => rmSync(parquetPath, { force: true })).catch(() => undefined);
    }
  }

  return {
    async find(name, compare, { signal }) {
      const key = canonicalJson(name);
      for (;;) {
        const known = kept.get(key);
        const made = known ?? compare();
        kept.delete(key);
        kept.set(key, made);
        forgetOldest();
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
