/** Rules of the table: columns that are not declared, and their order. */
import { NativeSelect, Switch } from '@mantine/core';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { Card } from '../../../ui';
import styles from './Columns.module.css';
import { columnMessages as words } from './messages';

interface TableRulesProps {
  readonly schema: DataSchema;
  readonly onEdit: (next: DataSchema) => void;
}

const choices: readonly DataSchema['table']['strict'][] = ['off', 'error', 'filter'];

export function TableRules({ schema, onEdit }: TableRulesProps) {
  const set = (part: Partial<DataSchema['table']>): void => onEdit({ ...schema, table: { ...schema.table, ...part } });
  return (
    <Card title={words.tableRules}>
      <div className={styles.panel}>
        <NativeSelect label={words.strict} value={schema.table.strict} data={choices.map((value) => ({ value, label: words.strictWords[value] }))} onChange={(event) => set({ strict: choices.find((value) => value === event.currentTarget.value) ?? 'off' })} />
        <Switch size="xs" label={words.ordered} checked={schema.table.ordered} onChange={(event) => set({ ordered: event.currentTarget.checked })} />
      </div>
    </Card>
  );
}
