/** Detail at the right of a list. Esc closes it and gives the focus back. */
import { CloseButton } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './SidePanel.module.css';
import { uiMessages } from './messages';

interface SidePanelProps {
  readonly title: ReactNode;
  readonly label: string;
  readonly mark?: ReactNode;
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

export function SidePanel({ title, label, mark, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (onClose === undefined) return undefined;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onClose();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside ref={panel} className={styles.panel} aria-label={label}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {mark}
        {onClose !== undefined && <CloseButton size="sm" aria-label={uiMessages.words.close} onClick={onClose} />}
      </header>
      {children}
    </aside>
  );
}
