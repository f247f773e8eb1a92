/** A modal dialog on the browser's own: it keeps the focus, Esc and a click beside it close it. */
import { useEffect, useRef, type ReactNode } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly width?: number;
  readonly placement?: 'top' | 'middle';
  readonly children: ReactNode;
}

export function Dialog({ label, onClose, width = 560, placement = 'middle', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${styles[placement]}`}
      style={{ width }}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={styles.content}>{children}</div>
    </dialog>
  );
}
