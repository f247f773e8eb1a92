/** Data: datasets with their versions, the rows, and the import of a new file. */
import { useAddress } from '../../app/router';
import { CompareView } from './compare/CompareView';
import { ImportView } from './ImportView';
import { SnapshotView } from './SnapshotView';

export function DataPage() {
  const { parts } = useAddress();
  if (parts[0] === 'import' && parts[1] !== undefined) return <ImportView key={parts[1]} ticket={parts[1]} />;
  if (parts[0] === 'compare') return <CompareView />;
  return <SnapshotView snapshotId={parts[0] ?? null} />;
}
