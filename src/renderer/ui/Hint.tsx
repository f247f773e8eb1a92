/** A word with an explanation: on hover and on keyboard focus. Without a hint it is the word alone. */
import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Hint.module.css';

export function Hint({ hint, children }: { readonly hint: string | undefined; readonly children: ReactNode }) {
  if (hint === undefined || hint === '') return <>{children}</>;
  return (
    <Tooltip label={hint}>
      <span className={styles.word} tabIndex={0}>{children}</span>
    </Tooltip>
  );
}
