/** What is declared of one column beyond its switches, and the checks that look at it. */
import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import { formatCell, formatInteger, SidePanel, Tag, typeWords } from '../../../ui';
import type { DataSchema, DeclaredColumn } from '@shared/areas/qualitySchema';
import { isFailing, type CheckItem } from '../checkItems';
import { changeColumn, removeColumn } from '../draft/schemaEdits';
import { qualityMessages } from '../messages';
import { typedValue } from '../rule/typedValue';
import styles from './Columns.module.css';
import type { ColumnRow } from './columnRows';
import { columnMessages as words } from './messages';

interface ColumnPanelProps {
  readonly row: ColumnRow;
  readonly schema: DataSchema;
  readonly ruleOf: (item: CheckItem) => string;
  readonly onShowChecks: (item: CheckItem) => void;
  readonly onEdit: (next: DataSchema, step?: string | null) => void;
  readonly onClose: () => void;
}

export function ColumnPanel({ row, schema, ruleOf, onShowChecks, onEdit, onClose }: ColumnPanelProps) {
  const { name, declared, inData, items } = row;
  const change = (part: Partial<DeclaredColumn>, field: string): void => onEdit(changeColumn(schema, name, part), `column ${name} ${field}`);
  const without = (field: 'title' | 'description' | 'default'): void => {
    const { [field]: _, ...kept } = declared ?? {};
    onEdit({ ...schema, columns: schema.columns.map((column) => (column.name === name ? { ...column, ...kept, [field]: undefined } : column)) }, `column ${name} ${field}`);
  };
  const write = (field: 'title' | 'description', text: string): void => (text === '' ? without(field) : change({ [field]: text }, field));
  return (
    <SidePanel title={name} label={words.panel(name)} mark={inData && <Tag tone="accent">{typeWords[inData.type]}</Tag>} onClose={onClose}>
      <div className={styles.panel}>
        {declared === null ? (
          <>
            <p className={styles.note}>{words.undeclaredNote}</p>
            <Button size="xs" onClick={() => onEdit(changeColumn(schema, name, { type: inData?.type ?? 'any' }))}>{words.declare}</Button>
          </>
        ) : (
          <>
            <TextInput label={words.title} value={declared.title ?? ''} maxLength={200} onChange={(event) => write('title', event.currentTarget.value)} />
            <Textarea label={words.description} autosize minRows={2} maxRows={8} maxLength={2000} value={declared.description ?? ''} onChange={(event) => write('description', event.currentTarget.value)} />
            <TextInput label={words.defaultValue} value={formatDefault(declared.default)} onChange={(event) => (event.currentTarget.value === '' ? without('default') : change({ default: typedValue(event.currentTarget.value) }, 'default'))} />
            <Switch size="xs" label={words.asPattern} checked={declared.pattern} onChange={(event) => change({ pattern: event.currentTarget.checked }, 'pattern')} />
            <Button size="xs" variant="subtle" color="red" onClick={() => onEdit(removeColumn(schema, name))}>{words.remove}</Button>
          </>
        )}
        <div>
          <h3 className={styles.heading}>{words.itsChecks}</h3>
          {items.length === 0 ? <p className={styles.note}>{words.noChecks}</p> : <ul className={styles.checks}>{items.map((item) => <li key={item.key}><button type="button" className={styles.check} onClick={() => onShowChecks(item)}><span>{ruleOf(item)}</span><span data-failing={isFailing(item) || undefined}>{item.check.enabled ? (item.result ? formatInteger(item.result.failures) : '') : qualityMessages.list.off}</span></button></li>)}</ul>}
        </div>
      </div>
    </SidePanel>
  );
}

function formatDefault(value: DeclaredColumn['default']): string {
  return typeof value === 'number' ? String(value) : formatCell(value);
}
