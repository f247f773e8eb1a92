/** The last requests of the scoring endpoint, as counts. */
import type { ScoringRequest } from '@shared/areas/scoring';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatInteger, formatNumber, formatWhen, type DataColumn } from '@renderer/ui';
import { scoringMessages as words } from './scoringMessages';
import styles from './Settings.module.css';

const columns: readonly DataColumn<ScoringRequest & { readonly place: number }>[] = [
  { key: 'when', header: words.columns.when, cell: ({ at }) => formatWhen(at) },
  { key: 'path', header: words.columns.path, cell: ({ method, path }) => `${method} ${path}` },
  { key: 'status', header: words.columns.status, numeric: true, cell: ({ status }) => String(status) },
  { key: 'rows', header: words.columns.rows, numeric: true, cell: ({ rows }) => formatInteger(rows) },
  { key: 'duration', header: words.columns.duration, numeric: true, cell: ({ durationMs }) => formatNumber(durationMs, 1) },
  { key: 'reason', header: words.columns.reason, cell: ({ reason }) => reason ?? '' },
];

export function ScoringRequestsCard() {
  const { data, error, reload } = useQuery('scoring.requests', {}, { keepPrevious: true });
  const last = (data?.last ?? []).map((request, place) => ({ ...request, place }));
  return (
    <Card flush={last.length > 0} title={words.requests} note={words.requestsNote}>
      {error !== null && <ErrorPanel error={error} onRetry={reload} />}
      {last.length === 0 ? <p className={styles.said}>{words.noRequests}</p> : <DataTable label={words.requests} columns={columns} rows={last} rowKey={({ at, place }) => `${at}-${place}`} rowHeight={32} />}
    </Card>
  );
}
