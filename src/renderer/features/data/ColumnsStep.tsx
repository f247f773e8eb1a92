/** Second step: each column with its raw text beside the value as read, its type, its role, when it is known, its shape, and what decided. */
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { columnTypes, knownWhens, roles } from '@shared/areas/common';
import { Card, CellSelect, DataTable, Segmented, typeWords, useWidth, type DataColumn } from '../../ui';
import { RawText, ReadText } from './cellTexts';
import { ColumnShape } from './columnShape';
import styles from './Import.module.css';
import { importColumns, needsLook, previewRows, type ImportColumn } from './importColumns';
import { ImportColumnPanel } from './ImportColumnPanel';
import { useImportDrafts } from './importDrafts';
import { KnownDot } from './KnownDot';
import { importMessages, knownWhenWords, roleWords } from './messages';
import { OpenPoints } from './OpenPoints';
import { wizardMessages } from './importMessages';
import type { StepProps } from './stepProps';
import { useFirstLook } from './useFirstLook';

const typeOptions = columnTypes.map((type) => ({ value: type, label: typeWords[type] }));
const roleOptions = roles.map((role) => ({ value: role, label: roleWords[role] }));
const knownOptions = knownWhens.map((known) => ({ value: known, label: knownWhenWords[known] }));

type Shown = 'all' | 'look' | 'ignored';

/** Pixels in which every column of the table has its place. */
const roomForAll = 845;

export function ColumnsStep({ ticket, inspection, draft, head }: StepProps) {
  const { change, changeColumn } = useImportDrafts();
  const [shown, setShown] = useState<Shown>('all');
  const [preview, setPreview] = useState(0);
  const [selected, setSelected] = useState<string | null>(null);
  const [place, width] = useWidth(roomForAll);
  const columns = importColumns(inspection, draft);
  const look = useFirstLook(ticket, draft);
  const profiles = new Map(look.data?.columns.map((profile) => [profile.name, profile]));
  const rows = previewRows(inspection);
  const raw = rows[preview] ?? [];
  const visible = columns.filter((column) => (shown === 'all' ? true : shown === 'look' ? needsLook(column) : column.role === 'ignore'));
  const chosen = columns.find((column) => column.name === selected) ?? (selected === null ? columns.find((column) => column.role === 'target') : undefined);
  const set = (column: ImportColumn, part: Parameters<typeof changeColumn>[2]): void => changeColumn(ticket, column.name, part);

  const table: readonly DataColumn<ImportColumn>[] = [
    { key: 'name', header: importMessages.words.column, cell: (column) => <b className={styles.columnName} title={column.name}>{column.name}</b> },
    { key: 'raw', header: importMessages.words.textInFile, cell: (column) => <RawText text={raw[column.index] ?? ''} /> },
    { key: 'read', header: importMessages.words.readAs, cell: (column) => <ReadText raw={raw[column.index] ?? ''} column={column} reading={inspection.reading} /> },
    { key: 'type', header: importMessages.words.type, cell: (column) => <CellSelect label={`Type of ${column.name}`} width={116} value={column.type} options={typeOptions} onChange={(type) => set(column, { type })} /> },
    { key: 'role', header: importMessages.words.role, cell: (column) => <CellSelect label={`Role of ${column.name}`} width={86} strong={column.role === 'target'} value={column.role} options={roleOptions} onChange={(role) => set(column, { role })} /> },
    { key: 'known', header: importMessages.words.knownWhen, cell: (column) => <span className={styles.known}><KnownDot knownWhen={column.knownWhen} /><CellSelect label={`${column.name} is known`} width={114} value={column.knownWhen} options={knownOptions} onChange={(knownWhen) => set(column, { knownWhen })} /></span> },
    { key: 'values', header: wizardMessages.quality.values, hint: look.data && wizardMessages.scope(look.data.rows, look.data.wholeFile), cell: (column) => (look.loading ? <span className={styles.shapeWaiting} /> : <ColumnShape profile={profiles.get(column.name)} width={52} faded={column.role === 'ignore'} />) },
    { key: 'evidence', header: inspection.wholeFile ? 'Evidence' : 'Evidence so far', hint: inspection.wholeFile ? undefined : 'From the head of the file. The import decides from every row.', cell: (column) => <Evidence column={column} wholeFile={inspection.wholeFile} /> },
  ];

  // Where the table is narrow, the panel alone shows the shape of a column and what decided.
  const fitting = width < roomForAll ? table.filter(({ key }) => key !== 'values' && key !== 'evidence') : table;

  return (
    <>
      {head(
        <>
          <Button onClick={() => change(ticket, { step: 'file' })}>{importMessages.words.back}</Button>
          <Button variant="filled" onClick={() => change(ticket, { step: 'quality' })}>{wizardMessages.quality.continue}</Button>
        </>,
      )}
      <div className={`${styles.layout} ${styles.columnsLayout}`}>
        <div ref={place}>
          <Card flush label={importMessages.words.columns} className={styles.wide}>
            <div className={styles.toolbar}>
              <Segmented<Shown> label={importMessages.words.show} value={shown} onChange={setShown} options={[{ value: 'all', label: importMessages.words.all, count: columns.length }, { value: 'look', label: importMessages.words.needsALook, count: columns.filter(needsLook).length }, { value: 'ignored', label: importMessages.words.ignored, count: columns.filter((column) => column.role === 'ignore').length }]} />
              <label className={styles.previewRow}>
                {importMessages.previewRow}
                <NativeSelect value={String(preview)} data={rows.map((_, index) => ({ value: String(index), label: index === 0 ? '1, first' : String(index + 1) }))} onChange={(event) => setPreview(Number(event.currentTarget.value))} />
              </label>
            </div>
            <DataTable label={importMessages.words.columnsOfTheFile} columns={fitting} rows={visible} rowKey={(column) => column.name} selectedKey={chosen?.name ?? null} onSelect={(column) => setSelected(column.name)} faded={(column) => column.role === 'ignore'} rowHeight={40} />
          </Card>
        </div>
        <div className={styles.side}>
          {chosen && <ImportColumnPanel key={chosen.name} ticket={ticket} column={chosen} inspection={inspection} profile={profiles.get(chosen.name)} onClose={() => setSelected('')} />}
          <OpenPoints ticket={ticket} inspection={inspection} />
        </div>
      </div>
    </>
  );
}

/** Cells that do not fit come first, then those that decide, else the words of the engine. */
function Evidence({ column, wholeFile }: { readonly column: ImportColumn; readonly wholeFile: boolean }) {
  if (column.misfits !== null) return <b className={styles.evidence} title={column.evidence}>{wizardMessages.misfits.title(column.misfits.count, typeWords[column.misfits.type])}</b>;
  if (column.decides.count > 0) return <b className={styles.evidence} title={column.evidence}>{wizardMessages.decides.title(column.decides.count, wholeFile)}</b>;
  return <span className={styles.evidence} title={column.evidence}>{column.evidence}</span>;
}
