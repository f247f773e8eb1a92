/** Tables of a DVC cache or remote, by size and first cells: the chosen ones are imported. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { DataObjects } from '@shared/areas/interop';
import { useEngine } from '../engine';
import { Dialog } from '../ui/Dialog';
import { formatBytes } from '../ui/format';
import styles from './DvcChoiceDialog.module.css';
import { useDvcChoice } from './dvcChoice';
import { exchangeMessages as words } from './exchangeMessages';
import { reportError } from './notices';

interface DvcChoiceDialogProps {
  readonly folder: string;
  readonly objects: DataObjects;
}

export function DvcChoiceDialog({ folder, objects }: DvcChoiceDialogProps) {
  const client = useEngine();
  const close = useDvcChoice((state) => state.close);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (md5: string): void => setChosen((before) => new Set(before.has(md5) ? [...before].filter((each) => each !== md5) : [...before, md5]));
  function start(): void {
    client.call('interop.importData', { from: 'dvc', folder, objects: [...chosen] }).then(close, reportError);
  }
  return (
    <Dialog label={words.chooseTables} onClose={close} width={720}>
      <div className={styles.body}>
        <h2>{words.chooseTables}</h2>
        <p>{objects.tables.length === 0 ? words.noTables : words.chooseNote(objects.notListed)}</p>
        <ul className={styles.list}>
          {objects.tables.map(({ md5, path, named, sizeBytes, cells }) => (
            <li key={md5}>
              <Checkbox checked={chosen.has(md5)} onChange={() => toggle(md5)} label={`${named ? path : md5.slice(0, 12)}, ${formatBytes(sizeBytes)}`} description={cells.slice(0, 2).map((row) => row.join(' · ')).join(' / ')} />
            </li>
          ))}
        </ul>
        <div className={styles.actions}>
          <Button onClick={close}>{words.cancel}</Button>
          <Button variant="filled" disabled={chosen.size === 0} onClick={start}>{words.importTables(chosen.size)}</Button>
        </div>
      </div>
    </Dialog>
  );
}
