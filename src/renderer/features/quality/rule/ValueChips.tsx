/** A list of values as chips with how often each occurs: each can be taken out, more are typed, pasted or taken from the data. */
import { TextInput } from '@mantine/core';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { formatInteger } from '../../../ui';
import { ruleMessages as words } from './messages';
import styles from './Rule.module.css';

const chipsShown = 16;
const mostDrawn = 500;
const othersShown = 8;

interface ValueChipsProps {
  readonly label: string;
  readonly description?: string;
  readonly adding: string;
  readonly values: readonly string[];
  /** The most frequent values of the column. */
  readonly seen?: readonly { readonly value: string; readonly count: number }[];
  readonly onChange: (values: readonly string[]) => void;
}

export function ValueChips({ label, description, adding, values, seen = [], onChange }: ValueChipsProps) {
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);

  function add(lines: readonly string[]): void {
    const fresh = lines.map((line) => line.trim()).filter((line) => line !== '' && !values.includes(line));
    if (fresh.length > 0) onChange([...values, ...new Set(fresh)]);
    setText('');
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add([text]);
  }

  function paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData.getData('text');
    if (!/[\n\t]/.test(pasted)) return;
    event.preventDefault();
    add(pasted.split(/[\n\t]/));
  }

  const shown = values.slice(0, all ? mostDrawn : chipsShown);
  const counts = new Map(seen.map(({ value, count }) => [value, count]));
  const others = seen.filter(({ value }) => value !== '' && !values.includes(value)).slice(0, othersShown);
  return (
    <div role="group" aria-label={label}>
      <p className={styles.label}>{label}</p>
      <div className={styles.chips}>
        {shown.map((value) => (
          <button key={value} type="button" className={styles.chip} title={words.takeOut(value)} onClick={() => onChange(values.filter((other) => other !== value))}>
            <span className="visually-hidden">{words.takeOut('')}</span>
            {value === '' ? words.emptyValue : value}
            {counts.has(value) && <span>{formatInteger(counts.get(value))}</span>}
            <span aria-hidden="true">×</span>
          </button>
        ))}
        {(values.length > shown.length || (all && values.length > chipsShown)) && <button type="button" className={styles.moreChips} onClick={() => setAll(!all)}>{all ? words.fewerValues : words.moreValues(values.length - shown.length)}</button>}
      </div>
      <TextInput className={styles.addValue} wrapperProps={{ 'data-own-undo': text !== '' || undefined }} aria-label={adding} placeholder={words.addValueEnter} {...(description !== undefined && { description })} value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={press} onPaste={paste} onBlur={() => add([text])} />
      {others.length > 0 && (
        <div className={styles.others}>
          <p className={styles.label}>{words.othersSeen}</p>
          <div className={styles.chips}>
            {others.map(({ value, count }) => (
              <button key={value} type="button" className={styles.moreChips} onClick={() => onChange([...values, value])}>
                <span className="visually-hidden">{words.addSeen}</span> {value} {formatInteger(count)} <span aria-hidden="true">+</span>
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
