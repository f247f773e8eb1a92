/**
 * A chart in its card: the title says the finding, the line below what is drawn and in which unit; behind it a table;
 * copied as PNG, SVG or tab-separated values. Give `figure` for plotly or `children` for a picture drawn by hand.
 */
import { Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import type { Cell } from '@shared/areas/common';
import { notify } from '../app/notices';
import { Card } from '../ui/Card';
import { copyImage, copyText } from '../ui/clipboard';
import { DataTable } from '../ui/DataTable';
import { formatCell, formatInteger } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import styles from './ChartCard.module.css';
import type { Figure } from './figure';
import { Plot, type PlotHandle } from './Plot';
import { drawnPicture } from './picture';
import { tableText } from './tableText';
import { uiMessages } from '../ui/messages';

/** More would make the page wait; copying takes all. */
const rowsShown = 500;

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface ChartCardProps {
  readonly title: string;
  /** What is drawn and in which unit. */
  readonly note: string;
  readonly table: ChartTable;
  readonly figure?: Figure;
  readonly height?: number;
  /** Inside a panel or card that already has a surface. */
  readonly bare?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

export function ChartCard({ title, note, table, figure, height = 260, bare = false, actions, children }: ChartCardProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const plot = useRef<PlotHandle>(null);
  const drawn = useRef<HTMLDivElement>(null);

  async function copyPicture(format: 'png' | 'svg'): Promise<void> {
    const address = figure ? await plot.current?.picture(format) : await drawnPicture(drawn.current, format);
    if (address === undefined || address === '') return;
    const copied = format === 'png' ? await copyImage(address) : copyText(decodeURIComponent(address.replace(/^data:image\/svg\+xml,/, '')));
    notify(copied ? uiMessages.words.copiedAs[format] : 'Copying was refused by the system.');
  }

  return (
    <Card
      bare={bare}
      title={title}
      note={note}
      actions={
        <>
          {actions}
          <Segmented label={uiMessages.words.showAs} size="small" value={view} onChange={setView} options={[{ value: 'chart', label: uiMessages.words.chart }, { value: 'table', label: uiMessages.words.table }]} />
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={styles.copy} aria-label={uiMessages.words.copyThisChart}><IconCopy size={15} aria-hidden="true" /></button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item disabled={view === 'table'} onClick={() => void copyPicture('png')}>{uiMessages.words.copyAsPng}</Menu.Item>
              <Menu.Item disabled={view === 'table'} onClick={() => void copyPicture('svg')}>{uiMessages.words.copyAsSvg}</Menu.Item>
              <Menu.Item onClick={() => notify(copyText(tableText(table)) ? 'Copied as tab-separated values.' : 'Copying was refused by the system.')}>{uiMessages.words.copyAsTsv}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      {view === 'table' ? (
        <div className={styles.table} style={{ height }}>
          <DataTable
            label={title}
            rowHeight={30}
            rows={table.rows.slice(0, rowsShown).map((cells, index) => ({ cells, key: String(index) }))}
            rowKey={(row) => row.key}
            columns={table.columns.map((name, index) => ({ key: String(index), header: name, numeric: table.rows.some((row) => typeof row[index] === 'number'), value: (row: { readonly cells: readonly Cell[] }) => row.cells[index], cell: (row: { readonly cells: readonly Cell[] }) => formatCell(row.cells[index]) }))}
          />
          {table.rows.length > rowsShown && <p className={styles.more}>{uiMessages.words.firstRows(formatInteger(rowsShown), formatInteger(table.rows.length))}</p>}
        </div>
      ) : figure ? (
        <Plot figure={figure} label={`${title}. ${note}`} height={height} handle={plot} />
      ) : (
        <div ref={drawn}>{children}</div>
      )}
    </Card>
  );
}
