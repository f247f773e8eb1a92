/** Third step: what a first look finds before anything is stored, and what may be left out of models because of it. */
import { Button } from '@mantine/core';
import type { ColumnProfile, Preview } from '@shared/areas/quality';
import { Card, DataTable, Dot, ErrorPanel, formatCell, formatInteger, Skeleton, Tag, type DataColumn } from '../../ui';
import { ColumnShape } from './columnShape';
import styles from './Import.module.css';
import { useImportDrafts } from './importDrafts';
import { importColumns } from './importColumns';
import { wizardMessages } from './importMessages';
import { importMessages } from './messages';
import type { StepProps } from './stepProps';
import { useFirstLook } from './useFirstLook';

const words = wizardMessages.quality;
/** Findings that leaving the column out settles. */
const settledByLeavingOut: ReadonlySet<string> = new Set(['after-sale', 'tells-target', 'constant', 'empty', 'one-value', 'id-like']);

export function QualityStep({ ticket, inspection, draft, head }: StepProps) {
  const { change, changeColumn } = useImportDrafts();
  const look = useFirstLook(ticket, draft);
  const columns = importColumns(inspection, draft);
  const role = (name: string): string | undefined => columns.find((column) => column.name === name)?.role;
  return (
    <>
      {head(
        <>
          <Button onClick={() => change(ticket, { step: 'columns' })}>{importMessages.words.back}</Button>
          <Button variant="filled" onClick={() => change(ticket, { step: 'summary' })}>{importMessages.words.continueToSummary}</Button>
        </>,
      )}
      {look.error !== null && <Card tone="attention" title={words.notYet}><ErrorPanel error={look.error} /></Card>}
      {look.error === null && !look.data && <div aria-busy="true" className={styles.layout}><Skeleton height={520} /><Skeleton height={320} /></div>}
      {look.error === null && look.data && (
        <div className={styles.layout}>
          <Card flush title={words.columns} note={wizardMessages.scope(look.data.rows, look.data.wholeFile)} className={styles.wide ?? ''}>
            <DataTable label={words.columns} columns={tableOf(look.data)} rows={look.data.columns} rowKey={(column) => column.name} faded={(column) => role(column.name) === 'ignore'} rowHeight={38} />
          </Card>
          <div className={styles.side}>
            <Card title={words.title} note={wizardMessages.scope(look.data.rows, look.data.wholeFile)}>
              {look.data.alerts.length === 0 && <p className={styles.point}><Dot tone="good" /><span>{words.none}</span></p>}
              <ul aria-label={words.title}>
                {look.data.alerts.map((alert, index) => (
                  <li key={index} className={styles.point}>
                    <Dot tone={alert.severity === 'info' ? 'neutral' : 'attention'} />
                    <span>
                      <b>{alert.column ?? words.wholeTable}</b>: {alert.message}
                      {alert.column !== null && settledByLeavingOut.has(alert.code) && (role(alert.column) === 'ignore' ? <> <Tag>{words.leftOut}</Tag></> : <> <button type="button" className={styles.textButton} aria-label={`${words.leaveOut}: ${alert.column}`} onClick={() => changeColumn(ticket, alert.column ?? '', { role: 'ignore' })}>{words.leaveOut}</button></>)}
                    </span>
                  </li>
                ))}
              </ul>
              <p className={styles.quiet}>{words.suspicious}</p>
            </Card>
          </div>
        </div>
      )}
    </>
  );
}

function tableOf(look: Preview): readonly DataColumn<ColumnProfile>[] {
  const findings = (name: string): Preview['alerts'] => look.alerts.filter(({ column }) => column === name);
  const figure = (value: number | null | undefined, column: ColumnProfile): string => (value === null || value === undefined ? '–' : formatCell(value, column.type));
  return [
    { key: 'name', header: importMessages.words.column, value: (column) => column.name, cell: (column) => <b className={styles.columnName} title={column.name}>{column.name}</b> },
    { key: 'shape', header: words.values, cell: (column) => <ColumnShape profile={column} /> },
    { key: 'missing', header: words.missing, numeric: true, value: (column) => column.nulls, cell: (column) => formatInteger(column.nulls) },
    { key: 'distinct', header: words.distinct, numeric: true, value: (column) => column.distinct, cell: (column) => formatInteger(column.distinct) },
    { key: 'least', header: words.least, numeric: true, cell: (column) => (column.min === null ? '–' : formatCell(column.min, column.type)) },
    { key: 'middle', header: words.middle, numeric: true, cell: (column) => figure(column.quantiles?.[3], column) },
    { key: 'most', header: words.most, numeric: true, cell: (column) => (column.max === null ? '–' : formatCell(column.max, column.type)) },
    { key: 'finding', header: words.finding, value: (column) => -findings(column.name).length, cell: (column) => <span className={styles.evidence} title={findings(column.name).map(({ message }) => message).join(' ')}>{findings(column.name)[0]?.message ?? ''}</span> },
  ];
}
