/** The square of a step: its state by colour and by a sign, so that neither speaks alone. */
import type { StepRun } from '@shared/areas/pipelines';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';

export type MarkKind = keyof typeof words.legend;

export function markOf({ state, reused }: Pick<StepRun, 'state' | 'reused'>): MarkKind {
  if (state === 'done') return reused ? 'reused' : 'done';
  if (state === 'waiting') return 'waiting';
  if (state === 'failed' || state === 'refused') return 'failed';
  return state === 'running' ? 'running' : 'notReached';
}

/** In words, for screen readers and titles. */
export function tellMark(step: StepRun): string {
  return step.state === 'done' && step.reused ? words.reusedOf(step.madeBy) : words.states[step.state];
}

export function Mark({ kind, label }: { readonly kind: MarkKind; readonly label?: string }) {
  return (
    <svg className={`${styles.mark} ${styles[kind]}`} width="18" height="18" viewBox="0 0 18 18" {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}>
      <rect x="0.5" y="0.5" width="17" height="17" rx="3.5" />
      {kind === 'failed' && <path d="m6 6 6 6M12 6l-6 6" />}
      {kind === 'waiting' && <path d="M6.7 7a2.3 2.3 0 1 1 3.4 2c-.8.4-1.1.8-1.1 1.6M9 13.2v.1" />}
      {kind === 'running' && <circle cx="9" cy="9" r="3" />}
    </svg>
  );
}
