/** What was made of a version of the data: it stays when the version goes, and the analyst should know of it before. */
import type { Freeable } from '@shared/areas/upkeep';
import { traceLineage, type LineageSources } from '../kernel/lineage';

/** Parts of the version itself, not made of it. */
const partsOfVersion = new Set(['snapshot', 'repairs', 'source', 'rows']);

/** Throws `not-found`. */
export function usesOf(lineage: LineageSources, snapshotId: string): Freeable['uses'] {
  const { nodes } = traceLineage(lineage, { kind: 'snapshot', id: snapshotId }, 'forward');
  return nodes.filter(({ kind }) => !partsOfVersion.has(kind)).map(({ title, marks }) => ({ title, champion: marks.includes('champion') }));
}
