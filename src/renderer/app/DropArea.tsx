/** Takes files dropped anywhere on the window. */
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useHost } from '../engine/EngineContext';
import styles from './Frame.module.css';
import { appMessages } from './messages';
import { reportError } from './notices';
import { beginImport } from './waitingFiles';

export function DropArea() {
  const host = useHost();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come for every element passed; the depth tells when the window itself is left.
    let depth = 0;
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const allow = (event: DragEvent): void => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      Promise.all(files.map((file) => host.grantFile(file))).then(beginImport, reportError);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', drop);
    };
  }, [host]);
  if (!over) return null;
  return (
    <div className={styles.drop}>
      <div className={styles.dropBox}>
        <IconFileImport size={32} stroke={1.5} aria-hidden="true" />
        <p className={styles.dropTitle}>{appMessages.dropHere}</p>
        <p className={styles.dropNote}>{appMessages.dropNote}</p>
      </div>
    </div>
  );
}
