/** Fills the form from a row of the data: type words of its title, choose. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { Form } from '@shared/areas/forecasting';
import { useQuery } from '@renderer/engine';
import { valuesFromRow, type Values } from './formValues';
import { forecastMessages as words } from './messages';
import { useDebounced } from './useDebounced';
import { shortTitle } from './useFirstProduct';

interface RowFinderProps {
  readonly form: Form;
  readonly snapshot: Snapshot;
  readonly held: Values;
  readonly onPick: (values: Values, name: string) => void;
}

const rowsOffered = 40;

export function RowFinder({ form, snapshot, held, onPick }: RowFinderProps) {
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const titled = titleColumn(snapshot);
  const columns = [...new Set([titled, ...form.fields.map((field) => field.column).filter((name) => snapshot.columns.some((column) => column.name === name))])];
  const page = useQuery('datasets.page', { snapshotId: snapshot.id, offset: 0, limit: rowsOffered, columns, ...(search !== '' && { search: search.slice(0, 200) }) }, { keepPrevious: true });
  const rows = page.data ? page.data.rows.map((cells, index) => ({ cells, number: page.data?.rowNumbers[index] ?? 0, title: String(cells[page.data?.columns.indexOf(titled) ?? 0] ?? '') })) : [];
  const data = rows.map((row) => ({ value: String(row.number), label: `${row.title.length > 60 ? `${row.title.slice(0, 59)}…` : row.title || 'Row'} · ${row.number}` }));
  return (
    <Select
      aria-label={words.whatIf.startFrom}
      placeholder={words.whatIf.findRow}
      data={data}
      value={null}
      searchable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      comboboxProps={{ width: 380, position: 'bottom-start' }}
      nothingFoundMessage="No row holds these words"
      onChange={(value) => {
        const row = rows.find((candidate) => String(candidate.number) === value);
        if (!row || !page.data) return;
        const name = row.title === '' ? `Row ${row.number}` : row.title;
        setText('');
        onPick(valuesFromRow(form, page.data.columns, row.cells, held), shortTitle(name));
      }}
    />
  );
}

/** The column people know a product by. */
function titleColumn(snapshot: Snapshot): string {
  const { columns } = snapshot;
  const named = columns.find((column) => /^(product_?)?(title|name)$/i.test(column.name));
  return (named ?? columns.find((column) => column.type === 'text') ?? columns.find((column) => column.role === 'id') ?? columns[0])?.name ?? '';
}
