/** Tables of a DVC cache or remote, by size and first cells: the chosen ones are imported. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { DataObjects } from '@shared/areas/interop';
import { formatBytes } from '../ui/format';
import styles from './DvcDialog.module.css';
import { exchangeMessages as words } from './exchangeMessages';

interface DvcTablesProps {
  readonly objects: DataObjects;
  readonly starting: boolean;
  readonly onCancel: () => void;
  readonly onChoose: (objects: string[]) => void;
}

export function DvcTables({ objects, starting, onCancel, onChoose }: DvcTablesProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (md5: string): void => setChosen((before) => new Set(before.has(md5) ? [...before].filter((each) => each !== md5) : [...before, md5]));
  return (
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
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button variant="filled" loading={starting} disabled={chosen.size === 0} onClick={() => onChoose([...chosen])}>{words.importTables(chosen.size)}</Button>
      </div>
    </div>
  );
}
