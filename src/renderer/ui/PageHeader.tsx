/** Head of every page: its title, the question it answers, and at the right its actions (one filled button: the next step). */
import { useEffect, type ReactNode } from 'react';
import styles from './PageHeader.module.css';

interface PageHeaderProps {
  readonly title: string;
  /** A tag or mark beside the title. */
  readonly mark?: ReactNode;
  readonly question: string;
  /** Outlined buttons first, the one filled button last. */
  readonly actions?: ReactNode;
}

export function PageHeader({ title, mark, question, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Almanac`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <div className={styles.line}>
          <h1 className={styles.title} title={title}>{title}</h1>
          {mark}
        </div>
        <p className={styles.question} title={question}>{question}</p>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
