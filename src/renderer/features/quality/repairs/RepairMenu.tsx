/** Repairs of the whole version: by its rules, or of spellings; shown only where there is something to do. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { useQuery } from '../../../engine';
import { repairWords as words } from './messages';
import { RepairDialog } from './RepairDialog';
import { SpellingsDialog } from './SpellingsDialog';

export function RepairMenu({ snapshot }: { readonly snapshot: Snapshot }) {
  const saved = useQuery('quality.schema', { datasetId: snapshot.datasetId });
  const last = useQuery('quality.lastValidation', { snapshotId: snapshot.id });
  const variants = useQuery('quality.variants', { snapshotId: snapshot.id });
  const [open, setOpen] = useState<'rules' | 'spellings' | null>(null);
  const declares = saved.data != null && (saved.data.schema.table.strict === 'filter' || saved.data.schema.columns.some((column) => column.coerce || column.default !== undefined));
  const fails = (last.data?.results ?? []).some(({ success, failures }) => !success && failures > 0);
  const spelled = (variants.data ?? []).length > 0;
  if (!declares && !fails && !spelled) return null;
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><Button rightSection={<IconChevronDown size={13} />}>{words.menu}</Button></Menu.Target>
        <Menu.Dropdown>
          {(declares || fails) && <Menu.Item onClick={() => setOpen('rules')}>{words.whole}</Menu.Item>}
          {spelled && <Menu.Item onClick={() => setOpen('spellings')}>{words.spellings.open}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {open === 'rules' && <RepairDialog snapshot={snapshot} check={null} first="fix" onClose={close} />}
      {open === 'spellings' && <SpellingsDialog snapshot={snapshot} onClose={close} />}
    </>
  );
}
