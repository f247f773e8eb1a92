/** Several files read as one table: which, the rows of each, how their columns meet, and a column that tells the file. */
import { Checkbox, TextInput } from '@mantine/core';
import type { Union } from '@shared/areas/datasets';
import { Card, DataTable, formatInteger, type DataColumn } from '../../ui';
import styles from './Import.module.css';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';

const words = wizardMessages.union;

interface UnionFilesProps {
  readonly ticket: string;
  readonly union: Union;
}

export function UnionFiles({ ticket, union }: UnionFilesProps) {
  const { reading } = useImportDraft(ticket);
  const change = useImportDrafts((state) => state.change);
  const { files, count, columns } = union;
  const tell = (fileColumn: string | undefined): void => change(ticket, { reading: { ...reading, fileColumn } });
  const free = words.names.find((name) => !columns.some((column) => column.name === name)) ?? words.tell;
  const take = (input: HTMLInputElement): void => {
    const name = input.value.trim();
    if (name === '') input.value = reading.fileColumn ?? free;
    else if (name !== reading.fileColumn) tell(name);
  };
  return (
    <Card flush title={words.title(count)} note={words.matched(columns.filter(({ lackedBy }) => lackedBy === 0).length, columns.length)}>
      <div className={styles.unionFiles}>
        <DataTable label={words.title(count)} columns={tableOf(union)} rows={files} rowKey={({ name }) => name} rowHeight={32} />
        {count > files.length && <p className={styles.quiet}>{words.more(count - files.length)}</p>}
      </div>
      <div className={styles.unionColumn}>
        <Checkbox label={words.tell} checked={reading.fileColumn !== undefined} onChange={(event) => tell(event.currentTarget.checked ? free : undefined)} />
        {reading.fileColumn !== undefined && <TextInput key={reading.fileColumn} aria-label={words.name} defaultValue={reading.fileColumn} onBlur={(event) => take(event.currentTarget)} onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget)} />}
      </div>
    </Card>
  );
}

function tableOf({ files }: Union): readonly DataColumn<Union['files'][number]>[] {
  const counted = files.some(({ rows }) => rows !== null);
  return [
    { key: 'name', header: words.file, value: ({ name }) => name },
    { key: 'rows', header: words.rows, numeric: true, value: ({ rows }) => rows ?? 0, cell: ({ rows }) => (rows === null ? (counted ? words.notLooked : words.notCounted) : formatInteger(rows)) },
    { key: 'lacks', header: words.lacks, wrap: true, value: ({ lacks }) => lacks.length, cell: ({ lacks }) => (lacks.length === 0 ? <span className={styles.emptyText}>{words.lacksNone}</span> : lacks.join(', ')) },
  ];
}
