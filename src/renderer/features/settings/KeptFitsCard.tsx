/** Fits kept so that none is computed twice: how many, what they take, and cleared by one button. */
import { Button } from '@mantine/core';
import type { KeptFits } from '@shared/areas/upkeep';
import { notify, reportError } from '@renderer/app/notices';
import { useCommand } from '@renderer/engine';
import { Card, ErrorPanel, formatBytes, formatCount } from '@renderer/ui';
import { settingsMessages } from './messages';

const words = settingsMessages.storage.fits;

export function KeptFitsCard({ fits, bytes }: KeptFits) {
  const forget = useCommand('upkeep.clearFits');
  async function clear(): Promise<void> {
    const cleared = await forget.run({});
    if (cleared) notify(words.cleared(formatCount(cleared.fits, 'fit'), formatBytes(cleared.bytes)), 'good');
  }
  if (fits === 0) return <Card title={words.none} note={words.noneNote} />;
  return (
    <Card title={words.title(formatCount(fits, 'fit'), formatBytes(bytes))} note={words.note} actions={<Button size="xs" variant="default" loading={forget.running} onClick={() => void clear().catch(reportError)}>{words.clear}</Button>}>
      {forget.error !== null && <ErrorPanel error={forget.error} />}
    </Card>
  );
}
