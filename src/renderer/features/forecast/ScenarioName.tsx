/** The name of a saved scenario, changed where it stands: Enter or leaving the field keeps it, Esc takes it back. */
import { useEffect, useState } from 'react';
import styles from './WhatIf.module.css';

interface ScenarioNameProps {
  readonly label: string;
  readonly name: string;
  readonly onRename: (name: string) => void;
}

export function ScenarioName({ label, name, onRename }: ScenarioNameProps) {
  const [draft, setDraft] = useState(name);
  useEffect(() => setDraft(name), [name]);
  return (
    <input
      className={styles.name}
      aria-label={label}
      value={draft}
      title={draft}
      maxLength={120}
      onClick={(event) => event.stopPropagation()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(name);
      }}
      onBlur={() => {
        const next = draft.trim();
        if (next === '') setDraft(name);
        else if (next !== name) onRename(next);
      }}
    />
  );
}
