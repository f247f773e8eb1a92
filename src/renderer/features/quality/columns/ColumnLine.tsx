/** One declared column as a line of switches. */
import { Switch } from '@mantine/core';
import type { CSSProperties } from 'react';
import { columnTypes } from '@shared/areas/common';
import type { DataSchema, DeclaredColumn } from '@shared/areas/qualitySchema';
import { CellSelect, formatInteger, Tag, typeWords } from '../../../ui';
import { changeColumn, switchCheck } from '../draft/schemaEdits';
import styles from './Columns.module.css';
import type { ColumnRow } from './columnRows';
import { columnMessages as words } from './messages';

const types: readonly { readonly value: DeclaredColumn['type']; readonly label: string }[] = [{ value: 'any', label: words.anyType }, ...columnTypes.map((type) => ({ value: type, label: typeWords[type] }))];

interface ColumnLineProps {
  readonly row: ColumnRow;
  readonly index: number;
  readonly selected: boolean;
  readonly schema: DataSchema;
  readonly style: CSSProperties;
  readonly onChoose: (name: string) => void;
  readonly onEdit: (next: DataSchema, step?: string | null) => void;
}

export function ColumnLine({ row, index, selected, schema, style, onChoose, onEdit }: ColumnLineProps) {
  const { name, declared, inData } = row;
  const declare = (part: Partial<DeclaredColumn>): void => onEdit(changeColumn(schema, name, part));
  const flip = (label: string, checked: boolean, onChange: (on: boolean) => void, disabled = false) => (
    <span role="cell"><Switch size="xs" aria-label={words.switchOf(label, name)} checked={checked} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} /></span>
  );
  return (
    <div role="row" aria-rowindex={index + 2} data-selected={selected || undefined} className={styles.line} style={style}>
      <span role="cell" className={styles.name}>
        <button type="button" className={styles.nameButton} aria-label={words.open(name)} title={name} onClick={() => onChoose(name)}>{name}</button>
        {declared === null ? <Tag>{words.notDeclared}</Tag> : declared.pattern ? <Tag tone="accent">{words.pattern}</Tag> : inData === null && <Tag tone="attention">{words.absent}</Tag>}
      </span>
      <span role="cell"><CellSelect label={words.typeOf(name)} width={118} value={declared?.type ?? 'any'} options={types} onChange={(type) => declare({ type })} /></span>
      {flip(words.required, declared?.required ?? false, (required) => declare({ required }))}
      {flip(words.mayBeEmpty, row.mayBeEmpty, (on) => onEdit(switchCheck(schema, name, 'not-null', !on)))}
      {flip(words.noRepeats, row.noRepeats, (on) => onEdit(switchCheck(schema, name, 'unique', on)))}
      {flip(words.coerce, declared?.coerce ?? false, (coerce) => declare({ coerce }), declared === null || declared.type === 'any')}
      <span role="cell" className={styles.numeric}>{formatInteger(row.items.length)}</span>
      <span role="cell" className={styles.numeric} data-failing={row.isFailing || undefined}>{row.failing === null ? '' : formatInteger(row.failing)}</span>
    </div>
  );
}
