/** Wide to long: offers one row for each period where the header looks so, names the two new columns, and takes it back. */
import { Button, TextInput } from '@mantine/core';
import type { Inspection, Unpivot } from '@shared/areas/datasets';
import { Card } from '../../ui';
import styles from './Import.module.css';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';

const words = wizardMessages.long;

interface LongTableProps {
  readonly ticket: string;
  readonly proposals: Inspection['proposals'];
}

export function LongTable({ ticket, proposals }: LongTableProps) {
  const { reading } = useImportDraft(ticket);
  const change = useImportDrafts((state) => state.change);
  const set = (unpivot: Unpivot | undefined): void => change(ticket, { reading: { ...reading, unpivot } });
  const { unpivot } = reading;
  if (unpivot) {
    const rename = (part: Partial<Unpivot>): void => set({ ...unpivot, ...part });
    return (
      <Card title={words.title}>
        <p className={styles.point} role="status">{words.applied(Array.isArray(unpivot.columns) ? unpivot.columns.length : null)}</p>
        <div className={styles.pair}>
          <ColumnName label={words.nameTo} name={unpivot.nameTo} onChange={(nameTo) => rename({ nameTo })} />
          <ColumnName label={words.valueTo} name={unpivot.valueTo} onChange={(valueTo) => rename({ valueTo })} />
        </div>
        <button type="button" className={styles.textButton} onClick={() => set(undefined)}>{words.undo}</button>
      </Card>
    );
  }
  return proposals.map(({ code, message, options }) => (
    <Card key={code} title={words.title}>
      <p className={styles.point}>{message}</p>
      <div className={styles.choices}>
        {options.map(({ label, apply }) => <Button key={label} size="xs" variant="light" onClick={() => change(ticket, { reading: { ...reading, ...apply } })}>{label}</Button>)}
      </div>
    </Card>
  ));
}

function ColumnName({ label, name, onChange }: { readonly label: string; readonly name: string; readonly onChange: (name: string) => void }) {
  const take = (input: HTMLInputElement): void => {
    const chosen = input.value.trim();
    if (chosen === '') input.value = name;
    else if (chosen !== name) onChange(chosen);
  };
  return <TextInput key={name} label={label} defaultValue={name} onBlur={(event) => take(event.currentTarget)} onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget)} />;
}
