/** Which words mean missing in one column; until something is chosen here, those of the whole file hold. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Reading, ReadingRequest } from '@shared/areas/datasets';
import styles from './Import.module.css';
import type { ImportColumn } from './importColumns';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';

const words = wizardMessages.tokens;

export function MissingTokens({ ticket, column, reading }: { readonly ticket: string; readonly column: ImportColumn; readonly reading: Reading }) {
  const draft = useImportDraft(ticket);
  const change = useImportDrafts((state) => state.change);
  const [typed, setTyped] = useState('');
  const own = draft.reading.columnNullTokens ?? [];
  const mine = own.find((each) => each.column === column.name)?.tokens;
  const chosen = mine ?? reading.nullTokens;
  const found = new Map(column.tokens.map(({ text, count }) => [text, words.found(text, count)]));
  for (const token of chosen) if (!found.has(token)) found.set(token, token);

  function set(tokens: readonly string[] | null): void {
    const others = own.filter((each) => each.column !== column.name);
    const columnNullTokens: NonNullable<ReadingRequest['columnNullTokens']> = tokens === null ? others : [...others, { column: column.name, tokens: [...tokens] }];
    const { columnNullTokens: _before, ...rest } = draft.reading;
    change(ticket, { reading: columnNullTokens.length === 0 ? rest : { ...rest, columnNullTokens } });
  }

  function add(event: FormEvent): void {
    event.preventDefault();
    if (typed !== '' && !chosen.includes(typed)) set([...chosen, typed]);
    setTyped('');
  }

  return (
    <fieldset className={styles.tokens}>
      <legend className={styles.panelHeading}>{words.title}</legend>
      {[...found].map(([token, label]) => (
        <Checkbox key={token} size="xs" label={label} checked={chosen.includes(token)} onChange={(event) => set(event.currentTarget.checked ? [...chosen, token] : chosen.filter((each) => each !== token))} />
      ))}
      <form className={styles.tokenForm} onSubmit={add}>
        <TextInput size="xs" aria-label={`${words.other}: ${column.name}`} placeholder={words.other} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button size="xs" type="submit" disabled={typed === ''}>{words.add}</Button>
      </form>
      {mine === undefined ? reading.nullTokens.length > 0 && <p className={styles.quiet}>{words.ofFile(reading.nullTokens)}</p> : <p className={styles.quiet}>{words.own} <button type="button" className={styles.textButton} onClick={() => set(null)}>{words.asFile}</button></p>}
    </fieldset>
  );
}
