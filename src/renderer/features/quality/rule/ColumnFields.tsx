/** The columns a rule looks at: one, two, or as many as are chosen. Names are searched, so thousands are no burden. */
import { MultiSelect, Select } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckKind } from '@shared/areas/quality';
import { ruleMessages as words } from './messages';

const namesShown = 100;

interface ColumnFieldsProps {
  readonly snapshot: Snapshot;
  readonly kind: CheckKind;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}

export function ColumnFields({ snapshot, kind, columns, onChange }: ColumnFieldsProps) {
  if (kind.scope === 'table') return null;
  const names = snapshot.columns.map((column) => column.name);
  if (kind.scope === 'columns') {
    return <MultiSelect label={words.columns} searchable limit={namesShown} nothingFoundMessage={words.noColumn} data={withAbsent(names, columns)} value={columns.filter((name) => name !== '')} {...moreNote(names.length)} onChange={onChange} />;
  }
  const places = kind.scope === 'pair' ? [0, 1] : [0];
  return places.map((place) => (
    <ColumnChoice key={place} label={kind.scope === 'column' ? words.column : place === 0 ? words.firstColumn : words.secondColumn} names={names} value={columns[place] ?? ''} onChange={(name) => onChange(places.map((each) => (each === place ? name : (columns[each] ?? ''))))} />
  ));
}

interface ColumnChoiceProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly hidden?: boolean;
}

/** `hidden`: the label is for screen readers only. */
export function ColumnChoice({ label, names, value, onChange, hidden = false }: ColumnChoiceProps) {
  return <Select {...(hidden ? { 'aria-label': label } : { label })} placeholder={words.chooseColumn} searchable limit={namesShown} nothingFoundMessage={words.noColumn} allowDeselect={false} selectFirstOptionOnChange wrapperProps={{ 'data-own-undo': true }} data={withAbsent(names, [value])} value={value === '' ? null : value} {...moreNote(names.length)} onChange={(name) => name !== null && onChange(name)} />;
}

/** A column that this version lacks can still be the one the rule names. */
function withAbsent(names: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...chosen.filter((name) => name !== '' && !names.includes(name)), ...names])];
}

function moreNote(count: number): { readonly description?: string } {
  return count > namesShown ? { description: words.moreColumns(namesShown, count) } : {};
}
