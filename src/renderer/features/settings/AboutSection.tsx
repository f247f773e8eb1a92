/** What this program is, what to send when it fails, and whose work it stands on. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ShellVersions } from '@shared/contract/bridge';
import { notify, reportError } from '@renderer/app/notices';
import { useEngine, useHost, useQuery } from '@renderer/engine';
import { Card, copyText, KeyValue } from '@renderer/ui';
import { LicencesCard } from './LicencesCard';
import { settingsMessages } from './messages';
import styles from './Settings.module.css';

const words = settingsMessages.about;

export function AboutSection() {
  const project = useQuery('project.info', {});
  const versions = useShellVersions();
  return (
    <>
      <Card title={words.version(project.data?.appVersion ?? '')}>
        <div className={styles.paragraphs}>
          <p>{words.offline}</p>
          <p>{words.licence}</p>
        </div>
      </Card>
      <Card title={words.versions}>
        <KeyValue
          rows={[
            { label: words.projectFormat, value: project.data?.formatVersion ?? '' },
            ...(versions ? [{ label: words.electron, value: versions.electron }, { label: words.chromium, value: versions.chromium }] : [{ label: words.browser, value: navigator.userAgent }]),
          ]}
        />
      </Card>
      <FaultCard />
      <LicencesCard />
      <Card title={words.samples}>
        <div className={styles.paragraphs}>
          <p>{words.samplesNote}</p>
          <p>{words.fonts}</p>
        </div>
      </Card>
    </>
  );
}

function FaultCard() {
  const host = useHost();
  const client = useEngine();
  const [text, setText] = useState<string | null>(null);
  async function copy(): Promise<void> {
    if (host.copyDiagnostics) setText((await host.copyDiagnostics()).text);
    else {
      const own = await client.call('upkeep.diagnostics', {});
      const all = `${own.text}\n${words.browser}: ${navigator.userAgent}`;
      await copyText(all);
      setText(all);
    }
    notify(words.copied, 'good');
  }
  return (
    <Card
      title={words.help}
      note={words.helpNote}
      actions={
        <>
          {host.revealLogs && <Button size="xs" onClick={() => void host.revealLogs?.().catch(reportError)}>{words.reveal}</Button>}
          <Button size="xs" onClick={() => void copy().catch(reportError)}>{words.copy}</Button>
        </>
      }
    >
      {text !== null && <pre className={styles.text} aria-label={words.diagnostics} tabIndex={0}>{text}</pre>}
    </Card>
  );
}

function useShellVersions(): ShellVersions | null {
  const host = useHost();
  const [versions, setVersions] = useState<ShellVersions | null>(null);
  useEffect(() => {
    let current = true;
    host.versions?.().then((found) => current && setVersions(found), reportError);
    return () => {
      current = false;
    };
  }, [host]);
  return versions;
}
