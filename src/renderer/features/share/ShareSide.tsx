/** The folder, the devices that use it, and what is still on its way. */
import { Button } from '@mantine/core';
import type { SyncState } from '@shared/areas/sync';
import { Card, formatWhen, KeyValue } from '@renderer/ui';
import { shareMessages as words } from './messages';
import styles from './Share.module.css';

interface ShareSideProps {
  readonly state: SyncState;
  readonly onChoose: (() => void) | undefined;
}

export function ShareSide({ state, onChoose }: ShareSideProps) {
  return (
    <div className={styles.side}>
      <Card title={words.folderTitle} note={<span className={styles.path}>{state.folder}</span>} actions={onChoose && <Button size="xs" variant="subtle" onClick={onChoose}>{words.chooseOther}</Button>}>
        <KeyValue
          rows={[
            { label: words.lastSync, value: state.lastSyncAt === null ? words.never : formatWhen(state.lastSyncAt) },
            { label: words.unsent, value: words.unsentCount(state.unsent) },
          ]}
        />
        {state.warnings.map((warning) => <p key={warning} className={styles.warning}>{warning}</p>)}
      </Card>
      <Card flush title={words.devicesTitle(state.devices.length)} note={words.devicesNote}>
        {state.devices.map((device) => (
          <div key={device.device} className={styles.device}>
            <span className={styles.deviceName}>{device.own ? `${device.name}, ${words.thisDevice}` : device.name}</span>
            <span className={styles.deviceWhen}>{device.lastSeenAt === null ? words.nothingSent : formatWhen(device.lastSeenAt)}</span>
          </div>
        ))}
      </Card>
      {state.waiting.length > 0 && (
        <Card flush title={words.waitingTitle(state.waiting.length)} note={words.waitingNote}>
          {state.waiting.map((wait) => (
            <div key={`${wait.file} ${wait.reason}`} className={styles.waiting}>
              {wait.reason}
              {wait.file !== '' && <code className={styles.file}>{wait.file}</code>}
            </div>
          ))}
        </Card>
      )}
    </div>
  );
}
