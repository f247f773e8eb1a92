/** Shown over everything while files are held over the window. */
import { IconFileImport } from '@tabler/icons-react';
import { useDropStore } from './fileDrops';
import styles from './Frame.module.css';
import { appMessages } from './messages';

export function DropArea() {
  const over = useDropStore((state) => state.over);
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
