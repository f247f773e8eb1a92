/** A choice of kinds of rules by group, searched by words; kinds that fit the column's type come first. */
import { Select } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import { checkGroups, type CheckKind } from '@shared/areas/quality';
import { ruleMessages as words } from './messages';

interface KindPickerProps {
  readonly snapshot: Snapshot;
  readonly catalogue: readonly CheckKind[];
  readonly columns: readonly string[];
  readonly kind: string;
  readonly focused: boolean;
  readonly onChoose: (kind: CheckKind) => void;
}

export function KindPicker({ snapshot, catalogue, columns, kind, focused, onChoose }: KindPickerProps) {
  const data = groupedKinds(snapshot, catalogue, columns);
  return (
    <Select
      label={words.kind}
      placeholder={words.chooseKind}
      searchable
      data-autofocus={focused || undefined}
      autoFocus={focused}
      selectFirstOptionOnChange
      nothingFoundMessage={words.noKind}
      maxDropdownHeight={360}
      comboboxProps={{ shadow: 'md', width: 280, position: 'bottom-end' }}
      wrapperProps={{ 'data-own-undo': true }}
      data={data}
      value={kind === '' ? null : kind}
      allowDeselect={false}
      onChange={(value) => {
        const chosen = catalogue.find((each) => each.kind === value);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}

interface KindGroup {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}

export function groupedKinds(snapshot: Pick<Snapshot, 'columns'>, catalogue: readonly CheckKind[], columns: readonly string[]): KindGroup[] {
  const types = snapshot.columns.filter(({ name }) => columns.includes(name)).map(({ type }) => type);
  const fits = (kind: CheckKind): boolean => kind.scope === 'table' || types.every((type) => kind.types.includes(type));
  const item = ({ kind, title }: CheckKind) => ({ value: kind, label: title });
  const groups = checkGroups.map((group) => ({ group: words.groups[group], items: catalogue.filter((kind) => kind.group === group && fits(kind)).map(item) }));
  return [...groups, { group: words.otherKinds, items: catalogue.filter((kind) => !fits(kind)).map(item) }].filter(({ items }) => items.length > 0);
}
