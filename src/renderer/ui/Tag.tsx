/** A word on a tint: "honest split", "leak", "champion"; and the dot that stands before a sentence of state. */
import type { ReactNode } from 'react';
import styles from './Tag.module.css';

export type Tone = 'accent' | 'good' | 'attention' | 'failure' | 'neutral';

interface TagProps {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Tag({ tone = 'neutral', title, children }: TagProps) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`} title={title}>
      {children}
    </span>
  );
}

const toneWords: Readonly<Record<Tone, string>> = { accent: 'Note', good: 'Good', attention: 'Needs a look', failure: 'Failure', neutral: 'Neutral' };

/** `word` replaces the spoken meaning of the colour where a better one is known. */
export function Dot({ tone = 'neutral', word }: { readonly tone?: Tone; readonly word?: string }) {
  return <span className={`${styles.dot} ${styles[`${tone}Dot`]}`} role="img" aria-label={word ?? toneWords[tone]} />;
}
