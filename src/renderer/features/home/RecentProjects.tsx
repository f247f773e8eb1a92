/** Other projects of this computer, where the host knows them. */
import { formatWhen } from '../../ui';
import type { RecentProject } from '../../engine/host';
import styles from './Home.module.css';
import { homeMessages } from './messages';

interface RecentProjectsProps {
  readonly recent: readonly RecentProject[];
  readonly onOpen?: (id: string) => void;
}

export function RecentProjects({ recent, onOpen }: RecentProjectsProps) {
  const others = recent.filter((project) => !project.current).slice(0, 4);
  if (others.length === 0 || !onOpen) return null;
  return (
    <section aria-label={homeMessages.recent} className={styles.recent}>
      <h2 className={styles.recentTitle}>{homeMessages.recent}</h2>
      <ul className={styles.recentList}>
        {others.map((project) => (
          <li key={project.id}>
            <button type="button" className={styles.recentCard} onClick={() => onOpen(project.id)}>
              <span className={styles.recentName}>{project.name}</span>
              <span className={styles.recentNote} title={project.folder}>{project.folder}</span>
              <span className={styles.recentNote}>Opened {formatWhen(project.openedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
