/** The filters as chips, and the small form that adds one. */
import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { filterOperators, type Cell, type ColumnType, type Filter } from '@shared/areas/common';
import type { Column } from '@shared/areas/datasets';
import { formatCell, isNumeric } from '../../ui';
import styles from './Data.module.css';
import { dataMessages, operatorWords } from './messages';

interface FilterBarProps {
  readonly columns: readonly Column[];
  readonly filters: readonly Filter[];
  readonly onChange: (filters: readonly Filter[]) => void;
}

const offered = filterOperators.filter((operator) => operator !== 'one-of');

export function FilterBar({ columns, filters, onChange }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.filters}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
        <Popover.Target>
          <Button size="xs" leftSection={<IconFilter size={13} />} onClick={() => setOpen(!open)}>{dataMessages.addFilter}</Button>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterForm
            columns={columns}
            onAdd={(filter) => {
              onChange([...filters, filter]);
              setOpen(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {filters.map((filter, index) => (
        <span key={index} className={styles.chip}>
          <span><b>{filter.column}</b> {operatorWords[filter.operator]} {filterValue(filter)}</span>
          <button type="button" aria-label={`Remove the filter on ${filter.column}`} onClick={() => onChange(filters.filter((_, other) => other !== index))}><IconX size={12} /></button>
        </span>
      ))}
    </div>
  );
}

function filterValue(filter: Filter): string {
  if (filter.values) return filter.values.map((value) => formatCell(value)).join(', ');
  return filter.value === undefined ? '' : formatCell(filter.value);
}

function FilterForm({ columns, onAdd }: { readonly columns: readonly Column[]; readonly onAdd: (filter: Filter) => void }) {
  const [column, setColumn] = useState(columns[0]?.name ?? '');
  const type = columns.find((candidate) => candidate.name === column)?.type ?? 'text';
  const [operator, setOperator] = useState<Filter['operator']>('contains');
  const [text, setText] = useState('');
  const needsValue = operator !== 'empty' && operator !== 'not-empty';
  const value = needsValue ? typedValue(text, type, operator) : undefined;
  const complete = column !== '' && (!needsValue || (text !== '' && value !== null));
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (complete) onAdd({ column, operator, ...(value !== undefined && value !== null && { value }) });
  }
  return (
    <form className={styles.filterForm} onSubmit={submit}>
      <NativeSelect label={dataMessages.words.column} value={column} onChange={(event) => setColumn(event.currentTarget.value)} data={columns.map((candidate) => candidate.name)} />
      <NativeSelect label={dataMessages.words.condition} value={operator} onChange={(event) => setOperator(offered.find((known) => known === event.currentTarget.value) ?? 'contains')} data={offered.map((known) => ({ value: known, label: operatorWords[known] }))} />
      {needsValue && <TextInput label={dataMessages.words.value} value={text} onChange={(event) => setText(event.currentTarget.value)} error={text !== '' && value === null ? 'A number is needed for this column.' : undefined} />}
      <Button variant="filled" size="xs" type="submit" disabled={!complete}>{dataMessages.words.addFilter}</Button>
    </form>
  );
}

/** The value as the column holds it; null where the text is no such value. */
function typedValue(text: string, type: ColumnType, operator: Filter['operator']): Cell {
  if (operator === 'contains') return text;
  if (isNumeric(type)) {
    const number = Number(text.replace(/[\u00a0\u202f\s]/g, ''));
    return text.trim() === '' || !Number.isFinite(number) ? null : number;
  }
  if (type === 'boolean') return /^(yes|true|1)$/i.test(text) ? true : /^(no|false|0)$/i.test(text) ? false : null;
  return text;
}
