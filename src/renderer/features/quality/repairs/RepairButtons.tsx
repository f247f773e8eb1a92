/** What can be done about the rows that fail a check: mend them, or set them aside. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { repairWords as words } from './messages';
import { RepairDialog } from './RepairDialog';

interface RepairButtonsProps {
  readonly snapshot: Snapshot;
  readonly check: Check;
  readonly result: CheckResult | null;
}

export function RepairButtons({ snapshot, check, result }: RepairButtonsProps) {
  const [open, setOpen] = useState<'fix' | 'quarantine' | null>(null);
  if (result === null || result.error !== undefined || result.failures === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen('quarantine')}>{words.quarantine(result.failures)}</Button>
      <Button onClick={() => setOpen('fix')}>{words.fix(result.failures)}</Button>
      {open !== null && <RepairDialog snapshot={snapshot} check={check} first={open} onClose={() => setOpen(null)} />}
    </>
  );
}
