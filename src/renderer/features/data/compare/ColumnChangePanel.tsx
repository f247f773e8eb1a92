/** One column in detail: the finding over both distributions, its figures before and now, and the way to its rows. */
import { Button } from '@mantine/core';
import type { Cell } from '@shared/areas/common';
import type { ColumnDifference, DistributionSide } from '@shared/areas/diff';
import { ChartCard } from '../../../charts/ChartCard';
import { Card, formatCell, formatCount, formatInteger, formatNumber, KeyValue, Tag, useWidth } from '../../../ui';
import { binName, edgeText, LargePicture } from './ColumnPicture';
import styles from './Compare.module.css';
import { compareMessages } from './messages';

const words = compareMessages.panel;

interface ColumnChangePanelProps {
  readonly column: ColumnDifference;
  readonly onShowRows: () => void;
}

export function ColumnChangePanel({ column, onShowRows }: ColumnChangePanelProps) {
  const [ref, width] = useWidth(300);
  const note = { numbers: words.noteNumbers, dates: words.noteDates, values: words.noteValues, lengths: words.noteLengths }[column.drawn](column.column);
  const [finding = '', ...rest] = column.sentences;
  return (
    <aside className={styles.panel} aria-label={`${words.label} ${column.column}`}>
      <ChartCard title={finding} note={note} table={tableOf(column)} height={230}>
        <div ref={ref} className={styles.picture}>
          <div><Tag tone={column.strength === 'clear' || column.strength === 'strong' ? 'attention' : 'neutral'}>{words.distance(formatNumber(column.distance, 3))}</Tag></div>
          {column.bins.length === 0 ? <p className={styles.sentence}>{words.empty}</p> : <LargePicture column={column} width={width} />}
        </div>
      </ChartCard>
      <Card title={words.figures}>
        {rest.map((sentence) => <p key={sentence} className={styles.sentence}>{sentence}.</p>)}
        <KeyValue rows={figuresOf(column)} />
        {(column.changedCells ?? 0) > 0 && <Button size="xs" className={styles.toRows} onClick={onShowRows}>{words.rowsOf(formatCount(column.changedCells ?? 0, 'row'))}</Button>}
      </Card>
    </aside>
  );
}

function tableOf(column: ColumnDifference) {
  const isRange = column.bins.some(({ kind }) => kind === 'range');
  const percent = (share: number): number => Math.round(share * 10_000) / 100;
  return {
    columns: isRange ? [words.from, words.to, words.shareBefore, words.shareNow] : [words.value, words.shareBefore, words.shareNow],
    rows: column.bins.map((bin): Cell[] => {
      const place = !isRange ? [binName(bin)] : bin.kind === 'range' ? [edgeText(column, bin.from), edgeText(column, bin.to)] : [binName(bin), ''];
      return [...place, percent(bin.before), percent(bin.after)];
    }),
  };
}

function figuresOf({ before, after, drawn }: ColumnDifference) {
  const unit = drawn === 'lengths' ? ` ${words.characters}` : '';
  const pair = (label: string, of: (side: DistributionSide) => string) => ({ label, value: <>{of(before)} → <b>{of(after)}</b></> });
  const figure = (label: string, of: (side: DistributionSide) => number | null) => (of(before) === null && of(after) === null ? [] : [pair(label, (side) => `${formatNumber(of(side))}${of(side) === null ? '' : unit}`)]);
  const end = (label: string, of: (side: DistributionSide) => Cell) => (of(before) === null && of(after) === null ? [] : [pair(label, (side) => (of(side) === null ? '–' : `${formatCell(of(side))}${unit}`))]);
  return [
    pair(words.rows, ({ rows }) => formatInteger(rows)),
    pair(words.missingCells, ({ missing }) => formatInteger(missing)),
    pair(words.distinct, ({ distinct }) => formatInteger(distinct)),
    ...figure(words.mean, ({ mean }) => mean),
    ...figure(words.sd, ({ sd }) => sd),
    ...end(words.least, ({ min }) => min),
    ...figure(words.lowerQuartile, ({ lowerQuartile }) => lowerQuartile),
    ...figure(words.median, ({ median }) => median),
    ...figure(words.upperQuartile, ({ upperQuartile }) => upperQuartile),
    ...end(words.most, ({ max }) => max),
  ];
}
