/** A choice inside a table cell: the browser's own select, light enough for hundreds of rows. */
import styles from './CellSelect.module.css';

interface CellSelectProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly width: number;
  /** Tinted, for the choice that matters most in its column. */
  readonly strong?: boolean;
}

export function CellSelect<V extends string>({ label, value, options, onChange, width, strong = false }: CellSelectProps<V>) {
  return (
    <select
      className={`${styles.select} ${strong ? styles.strong : ''}`}
      style={{ width }}
      aria-label={label}
      value={value}
      onClick={(event) => event.stopPropagation()}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}
