/** What stands here in the forms of other tools: asks the engine which fit, saves the archive, and says what the form could not hold. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ExportSubject } from '@shared/areas/interop';
import { jobResult, useHost, useJob, useQuery, useStartJob } from '../engine';
import { exchangeMessages as words } from './exchangeMessages';
import styles from './ExportMenu.module.css';
import { notify, reportError } from './notices';

interface ExportMenuProps {
  readonly subject: ExportSubject;
  readonly size?: 'xs';
}

export function ExportMenu({ subject, size }: ExportMenuProps) {
  const [opened, setOpened] = useState(false);
  const formats = useQuery('interop.formats', opened ? { subject } : null, { keepPrevious: true });
  const host = useHost();
  const starter = useStartJob('interop.export');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const handled = useRef<string | null>(null);
  const result = jobResult('interop.export', job.job);
  useEffect(() => {
    if (jobId === null || !result?.archive || handled.current === jobId) return;
    handled.current = jobId;
    const { archive, notExpressible } = result;
    host.saveFile(archive).then(({ saved }) => saved && notify(words.saved(archive.name, notExpressible), notExpressible.length === 0 ? 'good' : 'neutral'), reportError);
  }, [jobId, result, host]);
  useEffect(() => {
    if (starter.error !== null) reportError(starter.error);
  }, [starter.error]);
  async function writeToRemote(): Promise<void> {
    const remote = await host.chooseFolder?.();
    if (remote) setJobId(await starter.start({ subject, format: 'dvc', remote: remote.ticket }));
  }
  const busy = starter.starting || (jobId !== null && job.running);
  // Forms of another kind of thing are not offered; of its own kind, what fits comes first, what does not says why.
  const shown = (formats.data ?? []).filter(({ format }) => (format === 'dvc') === 'snapshotId' in subject).sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null));
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened} width={300}>
      <Menu.Target>
        <Button {...(size && { size })} loading={busy} rightSection={<IconChevronDown size={13} aria-hidden="true" />}>{words.menu}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.label}</Menu.Label>
        {shown.map(({ format, reason }) => (
          <Menu.Item key={format} disabled={reason !== null} onClick={() => void starter.start({ subject, format }).then(setJobId)}>
            {words.formats[format].name}
            <span className={styles.note}>{reason ?? words.formats[format].note}</span>
          </Menu.Item>
        ))}
        {'snapshotId' in subject && host.chooseFolder && (
          <Menu.Item onClick={() => void writeToRemote().catch(reportError)}>
            {words.remote.name}
            <span className={styles.note}>{words.remote.note}</span>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
