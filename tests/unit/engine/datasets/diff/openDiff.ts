/** Two tables imported as versions, and their difference. */
import type { Snapshot } from '@shared/areas/datasets';
import { diffRowsRequestSchema, type Diff, type DiffRows } from '@shared/areas/diff';
import type { z } from 'zod';
import { openDatasets, type OpenDatasets } from '../openDatasets';

type RowsOptions = Partial<Pick<z.input<typeof diffRowsRequestSchema>, 'kinds' | 'column' | 'offset' | 'limit'>>;

export interface OpenDiff extends OpenDatasets {
  version(csv: string): Promise<Snapshot>;
  diff(before: Snapshot, after: Snapshot, key?: readonly string[]): Promise<Diff>;
  rows(before: Snapshot, after: Snapshot, key?: readonly string[], options?: RowsOptions): Promise<DiffRows>;
}

export function openDiff(): OpenDiff {
  const open = openDatasets();
  const question = (before: Snapshot, after: Snapshot, key?: readonly string[]) => ({ beforeId: before.id, afterId: after.id, key: key && [...key] });
  return {
    ...open,
    version: (csv) => open.stored(csv, { reading: { onAmbiguous: 'guess' } }),
    diff: async (before, after, key) => open.datasets.handlers['datasets.diff'](question(before, after, key), open.context),
    rows: async (before, after, key, options) => open.datasets.handlers['datasets.diffRows'](diffRowsRequestSchema.parse({ ...question(before, after, key), offset: 0, limit: 1000, ...options }), open.context),
  };
}

/** Rows as "kind before after columns", such as "changed 2 3 price". */
export function told({ rows, columns }: DiffRows): string[] {
  return rows.map(({ kind, before, after, differing }) => [kind, before?.row ?? '-', after?.row ?? '-', ...differing.map((i) => columns[i]?.name)].join(' '));
}
