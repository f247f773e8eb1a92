/** The ways data comes in: files, a table from the clipboard, data of DVC. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useReadDvc } from '../../app/useReadDvc';
import { useImportFile } from '../../app/waitingFiles';
import styles from './Import.module.css';
import { dataMessages, importMessages } from './messages';
import { PasteTable } from './PasteTable';

const words = importMessages.ways;

/** `primary` where there is no data yet, and importing is the next step. */
export function ImportMenu({ primary = false }: { readonly primary?: boolean }) {
  const importFile = useImportFile();
  const readDvc = useReadDvc();
  const [pasted, setPasted] = useState<string | null>(null);
  const look = primary ? { variant: 'filled' } : {};
  return (
    <>
      <Button.Group>
        <Button {...look} onClick={() => void importFile()}>{dataMessages.importFile}</Button>
        <Menu position="bottom-end" width={300}>
          <Menu.Target><Button {...look} px={8} aria-label={words.more} className={styles.moreWays}><IconChevronDown size={13} aria-hidden="true" /></Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void importFile()}>{words.files.name}<span className={styles.wayNote}>{words.files.note}</span></Menu.Item>
            <Menu.Item onClick={() => setPasted('')}>{importMessages.paste.button}<span className={styles.wayNote}>{words.pasteNote}</span></Menu.Item>
            {readDvc && <Menu.Item onClick={readDvc}>{words.dvc.name}<span className={styles.wayNote}>{words.dvc.note}</span></Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
      <PasteTable text={pasted} onText={setPasted} />
    </>
  );
}
