/** Data: datasets with their versions, the rows, the import of a new file, and the lineage of things. */
import { useAddress } from '../../app/router';
import { CompareView } from './compare/CompareView';
import { ImportView } from './ImportView';
import { LineagePage, ShownLineage } from './lineage/LineagePage';
import { SnapshotView } from './SnapshotView';

export function DataPage() {
  const { parts } = useAddress();
  if (parts[0] === 'import' && parts[1] !== undefined) return <ImportView key={parts[1]} ticket={parts[1]} />;
  if (parts[0] === 'compare') return <CompareView />;
  const [view, kind, id] = parts;
  if (view === 'lineage') return kind !== undefined && id !== undefined ? <LineagePage key={`${kind} ${id}`} kind={kind} id={id} /> : <ShownLineage />;
  return <SnapshotView snapshotId={parts[0] ?? null} />;
}
