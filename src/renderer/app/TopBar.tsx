/** Top bar: the project, the search and command field, the jobs. */
import { IconSearch } from '@tabler/icons-react';
import styles from './Frame.module.css';
import { useFrameStore } from './frameStore';
import { JobsTray } from './JobsTray';
import { appMessages } from './messages';
import { ProjectMenu } from './ProjectMenu';

export function TopBar() {
  const open = useFrameStore((state) => state.open);
  return (
    <header className={styles.topBar}>
      <ProjectMenu />
      <button type="button" className={styles.search} onClick={() => open('palette')} aria-keyshortcuts="Control+K">
        <IconSearch size={14} stroke={1.8} aria-hidden="true" />
        <span className={styles.searchWords}>{appMessages.search}</span>
        <kbd className={styles.key}>Ctrl K</kbd>
      </button>
      <JobsTray />
    </header>
  );
}
