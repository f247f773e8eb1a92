/** A quiet surface with an optional title row: `<Card title note actions>`. `flush` leaves out the padding (tables), `bare` the surface too. */
import type { ReactNode } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title?: ReactNode;
  /** Grey line below the title: what is shown and in which unit. */
  readonly note?: ReactNode;
  /** Links or small controls at the right of the title. */
  readonly actions?: ReactNode;
  readonly flush?: boolean;
  readonly bare?: boolean;
  readonly tone?: 'plain' | 'accent' | 'attention' | 'failure';
  readonly label?: string;
  readonly className?: string;
  readonly children?: ReactNode;
}

export function Card({ title, note, actions, flush = false, bare = false, tone = 'plain', label, className, children }: CardProps) {
  const names = [styles.card, flush && styles.flush, bare && styles.bare, tone !== 'plain' && styles[tone], className].filter(Boolean).join(' ');
  return (
    <section className={names} aria-label={label ?? (typeof title === 'string' ? title : undefined)}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.header}>
          <div className={styles.heading}>
            {title !== undefined && <h2 className={styles.title}>{title}</h2>}
            {note !== undefined && <p className={styles.note}>{note}</p>}
          </div>
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
