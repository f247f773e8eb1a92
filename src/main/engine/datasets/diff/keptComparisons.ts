/** The comparisons looked at last: pages of rows, and the same question asked again, do not match all rows anew. */
import { rmSync } from 'node:fs';
import { canonicalJson } from '../../kernel/hashing';
import { createKeep } from '../../kernel/keep';
import type { CallContext } from '../../kernel/area';
import type { Comparison } from './compareVersions';

const mostKept = 4;

export interface KeptComparisons {
  /** The kept comparison of that name, else the one `compare` makes. */
  find(name: unknown, compare: () => Promise<Comparison>, context: CallContext): Promise<Comparison>;
}

export function createKeptComparisons(): KeptComparisons {
  // A file that is still open on Windows stays; the project's temp folder is swept at the next start.
  const kept = createKeep<Comparison>(mostKept, ({ parquetPath }) => rmSync(parquetPath, { force: true }));
  return { find: (name, compare, { signal }) => kept.get(canonicalJson(name), signal, compare) };
}
