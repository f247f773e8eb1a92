/** All series: as small pictures on their own scales, or as a list; searched and sorted in the engine. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { seriesSorts, type ListedSeries, type SeriesOverview } from '@shared/areas/series';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatCount, formatInteger, formatPercent, Skeleton, type DataColumn } from '@renderer/ui';
import { useDebounced } from '../useDebounced';
import { seriesWords as words } from './messages';
import { gainWords } from './seriesFindings';
import { Sparkline } from './Sparkline';
import styles from './Series.module.css';

interface SeriesListProps {
  readonly overview: SeriesOverview;
  readonly runId: string;
  readonly selected: number | null;
  readonly onChoose: (series: number) => void;
}

const picturesAtOnce = 12;
const rowsAtOnce = 100;
const searchDelayMs = 200;

export function SeriesList({ overview, runId, selected, onChoose }: SeriesListProps) {
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<(typeof seriesSorts)[number]>('volume');
  const [asList, setAsList] = useState(false);
  const [shown, setShown] = useState(1);
  const wanted = useDebounced(search, searchDelayMs);
  const limit = Math.min(500, shown * (asList ? rowsAtOnce : picturesAtOnce));
  const found = useQuery('series.list', { experimentId: overview.experiment.id, runId, search: wanted, sort, descending: sort !== 'name', limit });
  return (
    <section className={styles.others} aria-label={words.others}>
      <div className={styles.othersHead}>
        <h2>{found.data ? formatCount(found.data.total, 'series', 'series') : words.others}</h2>
        <TextInput size="xs" aria-label={words.search} placeholder={words.search} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        <NativeSelect size="xs" aria-label={words.sort} value={sort} data={seriesSorts.map((value) => ({ value, label: words.sorts[value] }))} onChange={(event) => setSort(seriesSorts.find((each) => each === event.currentTarget.value) ?? 'volume')} />
        <Button size="xs" onClick={() => { setAsList(!asList); setShown(1); }}>{asList ? words.showFew : words.showAll}</Button>
      </div>
      {found.error !== null && <ErrorPanel error={found.error} />}
      {!found.data ? <Skeleton height={150} /> : found.data.rows.length === 0 ? <p className={styles.quiet}>{words.noneFound}</p> : asList ? <AsTable rows={found.data.rows} selected={selected} onChoose={onChoose} /> : <Pictures rows={found.data.rows} selected={selected} onChoose={onChoose} />}
      {found.data && found.data.total > found.data.rows.length && limit < 500 && <Button size="xs" mt={12} onClick={() => setShown(shown + 1)}>{words.more}</Button>}
    </section>
  );
}

interface RowsProps {
  readonly rows: readonly ListedSeries[];
  readonly selected: number | null;
  readonly onChoose: (series: number) => void;
}

function Pictures({ rows, selected, onChoose }: RowsProps) {
  return (
    <div className={styles.grid}>
      {rows.map((row) => {
        const gain = gainWords(row);
        return (
          <button key={row.series} type="button" className={styles.tile} aria-pressed={row.series === selected} onClick={() => onChoose(row.series)}>
            <span className={styles.tileName} title={row.name}>{row.name}</span>
            <Sparkline recent={row.recent} forecast={row.forecast} width={160} height={70} />
            <span className={styles.tileFoot}><span>WAPE {formatPercent(row.wape, 0)}</span><span className={gain.tone === 'good' ? styles.good : undefined}>{gain.text}</span></span>
          </button>
        );
      })}
    </div>
  );
}

function AsTable({ rows, selected, onChoose }: RowsProps) {
  const columns: readonly DataColumn<ListedSeries>[] = [
    { key: 'name', header: words.columns.name, cell: (row) => row.name },
    { key: 'shape', header: words.columns.shape, width: 150, cell: (row) => <Sparkline recent={row.recent} forecast={row.forecast} width={140} height={26} /> },
    { key: 'volume', header: words.columns.volume, hint: words.hints.volume, numeric: true, cell: (row) => formatInteger(row.volume) },
    { key: 'wape', header: words.columns.wape, numeric: true, cell: (row) => formatPercent(row.wape, 1) },
    { key: 'baseline', header: words.columns.baseline, hint: words.hints.baseline, numeric: true, cell: (row) => formatPercent(row.baselineWape, 1) },
    { key: 'kind', header: words.columns.kind, cell: (row) => words.demand[row.demand] },
  ];
  return <Card flush><DataTable label={words.others} columns={columns} rows={rows} rowKey={(row) => String(row.series)} selectedKey={selected === null ? null : String(selected)} onSelect={(row) => onChoose(row.series)} /></Card>;
}
