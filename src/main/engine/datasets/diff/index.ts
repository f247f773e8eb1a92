/** Handlers of the difference of two versions. */
import type { diffEndpoints } from '@shared/areas/diff';
import { diffMessages } from '@shared/messages/diff';
import type { CallContext, Handlers } from '../../kernel/area';
import { compareRows, describeDiff, type Comparison, type CompareParts } from './compareVersions';
import type { Version } from './comparedColumns';
import { createKeptComparisons } from './keptComparisons';
import { readDifferences } from './readDifferences';

interface DiffDeps extends CompareParts {
  /** Throws `not-found`. */
  version(snapshotId: string): Promise<Version>;
}

interface Question {
  readonly beforeId: string;
  readonly afterId: string;
  readonly key?: readonly string[] | undefined;
}

export function createDiff({ version, ...parts }: DiffDeps): Handlers<typeof diffEndpoints> {
  const kept = createKeptComparisons();

  async function compare({ beforeId, afterId, key }: Question, context: CallContext): Promise<{ comparison: Comparison; before: Version; after: Version }> {
    // A table that was let go is made again first, which takes as long as reading its file.
    context.report({ fraction: 0, title: diffMessages.job.versions });
    const [before, after] = [await version(beforeId), await version(afterId)];
    // Roles decide which key is proposed.
    const name = { beforeId, afterId, key: key ?? after.snapshot.columns.map(({ role }) => role), isGiven: key !== undefined };
    return { comparison: await kept.find(name, () => compareRows(parts, before, after, key, context), context), before, after };
  }

  return {
    'datasets.diff': async (question, context) => {
      const { comparison, before, after } = await compare(question, context);
      return describeDiff(parts.tables, comparison, before, after, context);
    },
    'datasets.diffRows': async ({ offset, limit, kinds, column, ...question }, context) => {
      const { comparison, before, after } = await compare(question, context);
      return readDifferences(parts.tables, comparison, before, after, { offset, limit, kinds, column }, context.signal);
    },
  };
}
