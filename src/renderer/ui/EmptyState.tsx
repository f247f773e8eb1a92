/** Where nothing is yet: one picture, one sentence, one button. Pictures are small line drawings of what will stand here. */
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

export type EmptyPicture = 'table' | 'checks' | 'race' | 'forecast' | 'search' | 'share';

interface EmptyStateProps {
  readonly picture: EmptyPicture;
  readonly sentence: ReactNode;
  readonly action?: ReactNode;
}

const drawings: Readonly<Record<EmptyPicture, ReactNode>> = {
  table: (
    <>
      <rect x="20" y="14" width="104" height="68" rx="6" className={styles.paper} />
      <path d="M20 31h104M20 48h104M20 65h104M55 14v68M90 14v68" className={styles.line} />
      <rect x="61" y="35.5" width="23" height="8" rx="2" className={styles.accent} />
    </>
  ),
  checks: (
    <>
      <rect x="20" y="14" width="104" height="68" rx="6" className={styles.paper} />
      <path d="M52 32h54M52 48h40M52 64h48" className={styles.line} />
      <path d="m33 32 3.500 3.500L43 29M33 48l3.500 3.500L43 45M33 64l3.500 3.500L43 61" className={styles.stroke} />
    </>
  ),
  race: (
    <>
      <path d="M24 26h96M24 48h96M24 70h96" className={styles.line} />
      <path d="M98 14v68" className={styles.rule} />
      <g className={styles.accent}><circle cx="40" cy="26" r="4" /><circle cx="50" cy="26" r="4" /><circle cx="63" cy="26" r="4" /></g>
      <g className={styles.grey}><circle cx="58" cy="48" r="4" /><circle cx="70" cy="48" r="4" /><circle cx="76" cy="48" r="4" /><circle cx="72" cy="70" r="4" /><circle cx="85" cy="70" r="4" /><circle cx="93" cy="70" r="4" /></g>
    </>
  ),
  forecast: (
    <>
      <path d="M22 78h100" className={styles.line} />
      <path d="M78 46 122 18v50L78 46Z" className={styles.band} />
      <path d="M22 66l12-10 11 6 11-14 11 8 11-10" className={styles.actual} />
      <path d="M78 46l44-4" className={styles.dashed} />
    </>
  ),
  share: (
    <>
      <rect x="16" y="22" width="38" height="30" rx="4" className={styles.paper} />
      <rect x="90" y="22" width="38" height="30" rx="4" className={styles.paper} />
      <path d="M24 32h20M24 40h13M98 32h20M98 40h13" className={styles.line} />
      <path d="M48 62h14l5 5h29v20H48Z" className={styles.paper} />
      <path d="M35 56v18h9m-4-4 4 4-4 4M109 56v18h-9m4-4-4 4 4 4" className={styles.stroke} />
    </>
  ),
  search: (
    <>
      <path d="M24 28h60M24 48h44M24 68h52" className={styles.line} />
      <circle cx="92" cy="50" r="17" className={styles.paper} />
      <path d="m104.500 62.500 14 14" className={styles.stroke} />
    </>
  ),
};

export function EmptyState({ picture, sentence, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <svg width="144" height="96" viewBox="0 0 144 96" aria-hidden="true">
        {drawings[picture]}
      </svg>
      <p className={styles.sentence}>{sentence}</p>
      {action}
    </div>
  );
}
