/** Repairs of the whole version, where its rules say any: what they declare done to the table, or every failing row set aside. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { useQuery } from '../../../engine';
import { repairWords as words } from './messages';
import { RepairDialog } from './RepairDialog';

export function RepairAllButton({ snapshot }: { readonly snapshot: Snapshot }) {
  const saved = useQuery('quality.schema', { datasetId: snapshot.datasetId });
  const last = useQuery('quality.lastValidation', { snapshotId: snapshot.id });
  const [open, setOpen] = useState(false);
  const declares = saved.data && (saved.data.schema.table.strict === 'filter' || saved.data.schema.columns.some((column) => column.coerce || column.default !== undefined));
  const fails = last.data?.results.filter(({ success, failures }) => !success && failures > 0) ?? [];
  if (declares !== true && fails.length < 2) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.whole}</Button>
      {open && <RepairDialog snapshot={snapshot} check={null} first="fix" onClose={() => setOpen(false)} />}
    </>
  );
}
