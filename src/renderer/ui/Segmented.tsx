/** One choice of a few, side by side. Arrow keys move; the count beside a label is optional. */
import { useId, useRef } from 'react';
import { formatInteger } from './format';
import styles from './Segmented.module.css';

interface SegmentedProps<V extends string> {
  /** Read out by screen readers. */
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: string; readonly count?: number; readonly disabled?: boolean }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly size?: 'small' | 'normal';
}

export function Segmented<V extends string>({ label, options, value, onChange, size = 'normal' }: SegmentedProps<V>) {
  const name = useId();
  const group = useRef<HTMLDivElement>(null);
  return (
    <div ref={group} className={`${styles.group} ${size === 'small' ? styles.small : ''}`} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option} data-checked={option.value === value || undefined} data-disabled={option.disabled || undefined}>
          <input type="radio" className="visually-hidden" name={name} value={option.value} checked={option.value === value} disabled={option.disabled} onChange={() => onChange(option.value)} />
          {option.label}
          {option.count !== undefined && <span className={styles.count}>{formatInteger(option.count)}</span>}
        </label>
      ))}
    </div>
  );
}
