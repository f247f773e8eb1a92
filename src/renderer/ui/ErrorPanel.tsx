/** An error in three parts: what happened, why, what next; with a way to try again where that can help. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { errorParts } from './errorParts';
import styles from './ErrorPanel.module.css';
import { uiMessages } from './messages';

interface ErrorPanelProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly action?: ReactNode;
}

export function ErrorPanel({ error, onRetry, action }: ErrorPanelProps) {
  const { what, why, next } = errorParts(error);
  return (
    <div className={styles.panel} role="alert">
      <IconAlertTriangle size={18} className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.what}>{what}</p>
        {why !== '' && <p>{why}</p>}
        <p>{next}</p>
        {(onRetry !== undefined || action !== undefined) && (
          <div className={styles.actions}>
            {onRetry !== undefined && <Button size="xs" onClick={onRetry}>{uiMessages.words.tryAgain}</Button>}
            {action}
          </div>
        )}
      </div>
    </div>
  );
}
