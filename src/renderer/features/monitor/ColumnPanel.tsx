/** One column in detail: both distributions, what the change is made of, and how it was measured. */
import type { ColumnDrift, DriftReport } from '@shared/areas/monitoring';
import { ChartCard } from '@renderer/charts/ChartCard';
import { OverlaidBins } from '@renderer/charts/OverlaidBins';
import { ValueShares } from '@renderer/charts/ValueShares';
import { Card, formatInteger, formatNumber, formatPercent, KeyValue, Tag, useWidth } from '@renderer/ui';
import { MeasureCard } from './MeasureCard';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';
import { scoreText } from './driftStrength';

const panel = words.panel;

export function ColumnPanel({ report, column }: { readonly report: DriftReport; readonly column: ColumnDrift }) {
  const isSpelling = column.folded !== null && column.drifted && !column.folded.drifted;
  const title = isSpelling ? panel.spelling : column.meaning;
  return (
    <aside className={styles.panel} aria-label={panel.label}>
      {column.bins.length > 0 ? <Distribution column={column} title={title} /> : <Card title={title} note={column.column}>{column.words && <WordLists found={column.words} />}</Card>}
      {column.method !== null && <FactsOfColumn column={column} />}
      <MeasureCard key={column.column} report={report} column={column} />
    </aside>
  );
}

function Distribution({ column, title }: { readonly column: ColumnDrift; readonly title: string }) {
  const [ref, width] = useWidth(300);
  const isNumber = column.bins[0]?.from !== null;
  const table = {
    columns: isNumber ? [panel.from, panel.to, panel.referenceShare, panel.currentShare] : [panel.bin, panel.referenceShare, panel.currentShare],
    rows: column.bins.map((bin) => [...(isNumber ? [bin.from, bin.to] : [bin.label === '' ? panel.other : bin.label]), round(bin.reference * 100), round(bin.current * 100)]),
  };
  return (
    <ChartCard title={title} note={isNumber ? panel.distribution(column.column) : panel.shareOfRows(column.column)} table={table} height={220}>
      <div ref={ref}>
        {column.method !== null && <div className={styles.panelTag}><Tag tone={column.drifted ? 'attention' : 'neutral'}>{column.drifted ? panel.drift(scoreText(column)) : panel.calm(scoreText(column))}</Tag></div>}
        {isNumber ? <OverlaidBins label={words.overlaid(column.column)} bins={column.bins} width={width} height={132} ends={[formatNumber(column.bins[0]?.from), formatNumber(column.bins.at(-1)?.to)]} /> : <ValueShares values={column.bins.map((bin) => ({ ...bin, label: bin.label === '' ? panel.other : bin.label }))} />}
        {column.folded && <p className={styles.sentence}>{panel.folded(formatNumber(column.folded.score, 3), column.folded.drifted)}</p>}
      </div>
    </ChartCard>
  );
}

function WordLists({ found }: { readonly found: NonNullable<ColumnDrift['words']> }) {
  return <KeyValue rows={[{ label: panel.wordsNow, value: found.current.slice(0, 8).join(', ') }, { label: panel.wordsBefore, value: found.reference.slice(0, 8).join(', ') }]} />;
}

function FactsOfColumn({ column: { reference, current, effectSize, importance, type } }: { readonly column: ColumnDrift }) {
  if (!reference || !current) return null;
  const pair = (before: string, now: string) => <>{before} → <b>{now}</b></>;
  const rows = [
    { label: panel.rows, value: pair(formatInteger(reference.rows), formatInteger(current.rows)) },
    ...(reference.missing + current.missing > 0 ? [{ label: panel.missing, value: pair(formatInteger(reference.missing), formatInteger(current.missing)) }] : []),
    ...(reference.mean !== null && current.mean !== null ? [{ label: panel.mean, value: pair(formatNumber(reference.mean), formatNumber(current.mean)) }, { label: panel.median, value: pair(formatNumber(reference.median), formatNumber(current.median)) }] : [{ label: panel.distinct, value: pair(formatInteger(reference.distinct), formatInteger(current.distinct)) }]),
    ...(effectSize !== null ? [{ label: panel.effect, value: type === 'num' ? panel.effectNum(formatNumber(effectSize, 2)) : panel.effectCat(formatPercent(effectSize)) }] : []),
    ...(importance !== null ? [{ label: panel.importance, value: formatPercent(importance) }] : []),
  ];
  return <Card title={panel.facts}><KeyValue rows={rows} /></Card>;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
