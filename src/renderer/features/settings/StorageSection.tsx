/** What takes space, what can be cleared, and whether every stored file is still what it was. */
import type { Storage } from '@shared/areas/upkeep';
import { formatAddress } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatBytes, formatInteger, Link, Skeleton, type DataColumn } from '@renderer/ui';
import { KeptFitsCard } from './KeptFitsCard';
import { settingsMessages } from './messages';
import styles from './Settings.module.css';
import { StoredFilesCard } from './StoredFilesCard';
import { TrashCard } from './TrashCard';

const words = settingsMessages.storage;
type Part = Storage['parts'][number];
type DatasetSize = Storage['datasets'][number];

const partColumns: readonly DataColumn<Part>[] = [
  { key: 'part', header: words.part, cell: ({ part }) => <span className={styles.part}><span className={`${styles.swatch} ${styles[part]}`} aria-hidden="true" />{words.parts[part]}</span> },
  { key: 'files', header: words.files, numeric: true, width: 90, value: ({ files }) => files, cell: ({ files }) => formatInteger(files) },
  { key: 'size', header: words.size, numeric: true, width: 110, value: ({ bytes }) => bytes, cell: ({ bytes }) => formatBytes(bytes) },
];

const datasetColumns: readonly DataColumn<DatasetSize>[] = [
  { key: 'name', header: words.dataset, value: ({ name }) => name, cell: ({ name }) => <Link to={formatAddress('data')}>{name}</Link> },
  { key: 'versions', header: words.versions, numeric: true, width: 90, value: ({ versions }) => versions, cell: ({ versions }) => formatInteger(versions) },
  { key: 'size', header: words.size, numeric: true, width: 110, value: ({ bytes }) => bytes, cell: ({ bytes }) => formatBytes(bytes) },
];

export function StorageSection() {
  const { data, error, reload } = useQuery('upkeep.storage', {});
  if (error !== null) return <ErrorPanel error={error} onRetry={reload} />;
  if (!data) return <Skeleton height={360} />;
  const shown = data.parts.filter(({ bytes }) => bytes > 0);
  return (
    <>
      <Card title={words.title(formatBytes(data.totalBytes))} note={words.note}>
        <div className={styles.bar} aria-hidden="true">
          {shown.map(({ part, bytes }) => <span key={part} className={styles[part]} style={{ flexGrow: bytes }} title={words.parts[part]} />)}
        </div>
        <DataTable label={words.note} columns={partColumns} rows={shown} rowKey={({ part }) => part} rowHeight={32} initialSort={{ key: 'size', descending: true }} />
      </Card>
      <TrashCard />
      <KeptFitsCard {...data.keptFits} />
      <StoredFilesCard />
      <Card title={words.datasets} note={data.datasets.length > 0 ? words.datasetsNote : undefined}>
        {data.datasets.length > 0 ? <DataTable label={words.datasets} columns={datasetColumns} rows={data.datasets} rowKey={({ datasetId }) => datasetId} rowHeight={32} /> : <p className={styles.said}>{words.noDatasets}</p>}
      </Card>
    </>
  );
}
