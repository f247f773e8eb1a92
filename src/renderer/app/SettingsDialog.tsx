/** Appearance, the check of stored files, and what this program is. */
import { Button, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useEngine, useHost } from '../engine/EngineContext';
import { useQuery } from '../engine/useQuery';
import { Dialog } from '../ui/Dialog';
import { ErrorPanel } from '../ui/ErrorPanel';
import { formatBytes, formatCount } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import styles from './Frame.module.css';
import { appMessages } from './messages';

export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const project = useQuery('project.info', {});
  const { appearance, setAppearance } = useAppearance();
  return (
    <Dialog label={appMessages.settings} onClose={onClose} width={520}>
      <div className={styles.dialogBody}>
        <h2 className={styles.dialogTitle}>{appMessages.settings}</h2>
        <div className={styles.settingRow}>
          <span>{appMessages.theme}</span>
          <Segmented label={appMessages.theme} value={appearance} onChange={setAppearance} options={[{ value: 'auto', label: appMessages.themes.auto }, { value: 'light', label: appMessages.themes.light }, { value: 'dark', label: appMessages.themes.dark }]} />
        </div>
        <StoredFiles />
        <div className={styles.settingRow}>
          <span>Almanac {project.data?.appVersion ?? ''}<br /><span className={styles.settingNote}>MIT licence. Sample weekly sales: UCI Online Retail, CC BY 4.0.</span></span>
          <span className={styles.settingNote}>{project.data ? `Project format ${project.data.formatVersion}` : ''}</span>
        </div>
        <div className={styles.dialogActions}><Button onClick={onClose}>{appMessages.words.close}</Button></div>
      </div>
    </Dialog>
  );
}

/** The appearance, kept for the next start by this window and by the shell. */
export function useAppearance(): { readonly appearance: MantineColorScheme; readonly setAppearance: (scheme: MantineColorScheme) => void } {
  const host = useHost();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return {
    appearance: colorScheme,
    setAppearance(scheme) {
      setColorScheme(scheme);
      host.rememberTheme?.(scheme === 'auto' ? 'system' : scheme);
    },
  };
}

function StoredFiles() {
  const client = useEngine();
  const [outcome, setOutcome] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  async function verify(): Promise<void> {
    setRunning(true);
    setError(null);
    try {
      const found = await client.call('datasets.verify', { deep: true });
      setOutcome(found.ok ? `${formatCount(found.objects, 'file')}, ${formatBytes(found.bytes)}: every one matches its hash.` : `${formatCount(found.problems.length, 'problem')} found: ${found.problems.map((problem) => problem.problem).join(' ')}`);
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  }
  return (
    <>
      <div className={styles.settingRow}>
        <span>Stored files<br /><span className={styles.settingNote}>{outcome ?? 'Reads every stored file again and compares its hash.'}</span></span>
        <Button size="xs" onClick={() => void verify()} loading={running}>{appMessages.words.check}</Button>
      </div>
      {error !== null && <ErrorPanel error={error} />}
    </>
  );
}
