/** The scoring endpoint: turn it on and off, copy its key once, see an example and what was asked. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ScoringState } from '@shared/areas/scoring';
import { useCommand, useQuery } from '@renderer/engine';
import { Card, copyText, Dot, ErrorPanel, formatInteger, KeyValue, Skeleton } from '@renderer/ui';
import { exampleCall } from './exampleCall';
import { ScoringRequestsCard } from './ScoringRequestsCard';
import { scoringMessages as words } from './scoringMessages';
import { SettingRow } from './SettingRow';
import styles from './Settings.module.css';

export function ScoringSection() {
  const state = useQuery('scoring.state', {}, { keepPrevious: true });
  const champion = useQuery('registry.champion', {});
  const start = useCommand('scoring.start');
  const stop = useCommand('scoring.stop');
  const [port, setPort] = useState('');
  const [token, setToken] = useState<string | null>(null);

  async function turnOn(): Promise<void> {
    const started = await start.run({ port: port.trim() === '' ? 0 : Number(port) });
    if (started) setToken(started.token);
  }
  async function turnOff(): Promise<void> {
    setToken(null);
    await stop.run({});
  }

  if (state.error !== null) return <ErrorPanel error={state.error} onRetry={state.reload} />;
  if (!state.data) return <Skeleton height={260} />;
  const { running } = state.data;
  const wrongPort = port.trim() !== '' && !/^\d{1,5}$/.test(port.trim());
  const failure = start.error ?? stop.error;
  return (
    <>
      <Card
        title={<span className={styles.part}><Dot tone={running ? 'good' : 'neutral'} /> {words.title}: {(running ? words.on : words.off).toLowerCase()}</span>}
        label={words.title}
        note={words.note}
        actions={running ? <Button loading={stop.running} onClick={() => void turnOff()}>{words.stop}</Button> : <Button variant="filled" disabled={wrongPort || champion.data === null} loading={start.running} onClick={() => void turnOn()}>{words.start}</Button>}
      >
        {failure !== null && <ErrorPanel error={failure} />}
        {!running && (
          <SettingRow label={words.port} note={champion.data === null ? words.needsChampion : words.portNote}>
            <TextInput aria-label={words.port} placeholder={words.anyPort} inputMode="numeric" value={port} error={wrongPort} onChange={(event) => setPort(event.currentTarget.value)} />
          </SettingRow>
        )}
        {running && <Running state={state.data} token={token} />}
      </Card>
      {running && <ScoringRequestsCard />}
    </>
  );
}

function Running({ state, token }: { readonly state: ScoringState; readonly token: string | null }) {
  const [copied, setCopied] = useState<'key' | 'example' | null>(null);
  const example = exampleCall(state.address ?? '', state.run?.features ?? []);
  return (
    <div className={styles.rows}>
      <SettingRow label={words.address} note={state.run ? `${words.answers} run ${state.run.number}, ${state.run.target}` : undefined}><code>{state.address}</code></SettingRow>
      <SettingRow label={words.key} note={token === null ? words.keyGone : words.keyNote}>
        {token !== null && (
          <span className={styles.actions}>
            <code className={styles.secret} data-testid="scoring-key">{token}</code>
            <Button size="xs" onClick={() => setCopied(copyText(token) ? 'key' : null)}>{copied === 'key' ? words.copied : words.copyKey}</Button>
          </span>
        )}
      </SettingRow>
      <SettingRow label={words.example} note={words.exampleNote}>
        <Button size="xs" onClick={() => setCopied(copyText(example) ? 'example' : null)}>{copied === 'example' ? words.copied : words.copyExample}</Button>
      </SettingRow>
      <pre className={`${styles.text} ${styles.example}`} tabIndex={0} aria-label={words.example}>{example}</pre>
      <KeyValue
        rows={[
          { label: words.answered, value: formatInteger(state.counts.answered) },
          { label: words.rows, value: formatInteger(state.counts.rows) },
          { label: words.rowsOutside, value: formatInteger(state.counts.rowsOutside) },
          { label: words.refused, value: formatInteger(state.counts.refused) },
        ]}
      />
    </div>
  );
}
