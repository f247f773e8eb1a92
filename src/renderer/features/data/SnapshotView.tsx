/** One version of a dataset: versions at the left, rows or columns in the middle, the chosen column at the right. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useCurrentData, useShownSnapshot } from '../../app/currentData';
import { ExportMenu } from '../../app/ExportMenu';
import { lineageGraphAddress } from '../../app/lineageAddress';
import { reportError } from '../../app/notices';
import { usePaletteEntries, type PaletteEntry } from '../../app/palette';
import { formatAddress, navigate, useAddress } from '../../app/router';
import { useEngine, useQuery } from '../../engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Segmented, Skeleton, Tag } from '../../ui';
import { AsReadGrid } from './AsReadGrid';
import { ColumnPanel } from './ColumnPanel';
import { compareAddress } from './compare/compareAddress';
import { compareMessages } from './compare/messages';
import { ColumnsTable } from './ColumnsTable';
import styles from './Data.module.css';
import { dataAddress, readDataView, type DataTab, type DataView, versionBefore } from './dataAddress';
import { ContinueImport } from './ContinueImport';
import { DatasetList } from './DatasetList';
import { ImportMenu } from './ImportMenu';
import { dataMessages } from './messages';
import { dataRepairWords } from './repairs/messages';
import { RepairsCard } from './repairs/RepairsCard';
import { SetAsideGrid } from './repairs/SetAsideGrid';
import { RowsGrid } from './RowsGrid';
import { SnapshotFacts } from './SnapshotFacts';

export function SnapshotView({ snapshotId }: { readonly snapshotId: string | null }) {
  const address = useAddress();
  const client = useEngine();
  const datasets = useQuery('datasets.list', {});
  const { snapshotId: shownId } = useShownSnapshot(snapshotId);
  const snapshot = useQuery('datasets.snapshot', shownId === null ? null : { ref: shownId }, { keepPrevious: true });
  const profile = useQuery('quality.profile', snapshot.data ? { snapshotId: snapshot.data.id } : null);
  const view = readDataView(address);
  const id = snapshot.data?.id ?? null;
  const versions = datasets.data?.find(({ id: datasetId }) => datasetId === snapshot.data?.datasetId)?.versions ?? [];
  const previous = snapshot.data ? versionBefore(versions, snapshot.data) : null;

  const entries = useMemo<readonly PaletteEntry[]>(() => {
    if (id === null) return [];
    return [
      { id: 'data-check', group: 'This data', label: dataMessages.words.checkThisData, run: () => navigate(formatAddress('quality', [id])) },
      { id: 'data-columns', group: 'This data', label: dataMessages.words.showColumns, run: () => navigate(dataAddress(id, { tab: 'columns' })) },
      ...(previous === null ? [] : [{ id: 'data-changed', group: 'This data', label: compareMessages.whatChanged(previous.number), keywords: 'compare versions diff', run: () => navigate(compareAddress({ before: previous.snapshotId, after: id })) }]),
      { id: 'data-lineage', group: 'This data', label: dataMessages.words.showLineage, run: () => navigate(lineageGraphAddress('snapshot', id)) },
      { id: 'data-read', group: 'This data', label: dataMessages.words.showCellsAsRead, run: () => navigate(dataAddress(id, { tab: 'read' })) },
    ];
  }, [id, previous]);
  usePaletteEntries('data', entries);

  if (datasets.data?.length === 0) {
    return (
      <>
        <PageHeader title={dataMessages.title} question={dataMessages.question} />
        <ContinueImport />
        <Card label={dataMessages.title}><EmptyState picture="table" sentence={dataMessages.empty} action={<ImportMenu primary />} /></Card>
      </>
    );
  }
  const failure = datasets.error ?? snapshot.error;
  if (failure !== null) return <ErrorPanel error={failure} onRetry={() => { datasets.reload(); snapshot.reload(); }} action={<Button size="xs" onClick={() => { useCurrentData.getState().look(null); navigate('#/data'); }}>{dataMessages.words.showAllData}</Button>} />;
  if (!snapshot.data || !datasets.data) return <DataSkeleton />;

  const current = snapshot.data;
  const change = (next: Partial<DataView>): void => navigate(dataAddress(current.id, { ...view, ...next }), { replace: next.tab === undefined });
  const setAside = (current.reading.repaired?.rows ?? current.rows) - current.rows;
  const selected = current.columns.find((column) => column.name === view.column) ?? null;
  return (
    <>
      <PageHeader
        title={`${current.datasetName} v${current.number}`}
        {...(current.trashedAt !== undefined && { mark: <Tag tone="attention">{dataMessages.versions.inTrash}</Tag> })}
        question={dataMessages.question}
        actions={
          <>
            <Segmented<DataTab> label={dataMessages.words.show} value={view.tab} onChange={(tab) => change({ tab })} options={[{ value: 'rows', label: dataMessages.rows, count: current.rows }, { value: 'read', label: dataMessages.asRead }, { value: 'columns', label: dataMessages.columns, count: current.columns.length }, ...(setAside > 0 ? [{ value: 'aside' as const, label: dataRepairWords.tab, count: setAside }] : [])]} />
            <ExportMenu subject={{ snapshotId: current.id }} />
            <ImportMenu />
            {current.trashedAt === undefined
              ? <Button variant="filled" onClick={() => navigate(formatAddress('quality', [current.id]))}>{dataMessages.check}</Button>
              : current.removedAt === undefined && <Button variant="filled" onClick={() => void client.call('datasets.takeFromTrash', { snapshotIds: [current.id] }).catch(reportError)}>{dataMessages.versions.takeBack}</Button>}
          </>
        }
      />
      <ContinueImport />
      <div className={styles.layout} data-panel={selected !== null || undefined}>
        <div className={styles.left}>
          <DatasetList datasets={datasets.data} currentId={current.id} />
          <RepairsCard key={current.id} snapshot={current} />
          <SnapshotFacts snapshot={current} />
        </div>
        {view.tab === 'rows' && <RowsGrid key={current.id} snapshot={current} view={view} onChange={change} />}
        {view.tab === 'read' && <AsReadGrid snapshot={current} />}
        {view.tab === 'aside' && <SetAsideGrid snapshot={current} rows={setAside} />}
        {view.tab === 'columns' && <ColumnsTable snapshot={current} profile={profile.data} selected={view.column} onSelect={(column) => change({ column })} />}
        {selected && <ColumnPanel key={selected.name} snapshot={current} column={selected} profile={profile.data} profileError={profile.error} onClose={() => change({ column: null })} onChange={change} view={view} />}
      </div>
    </>
  );
}

function DataSkeleton() {
  return (
    <div aria-busy="true">
      <PageHeader title={dataMessages.title} question={dataMessages.question} />
      <div className={styles.layout}><Skeleton height={280} /><Skeleton height={640} /></div>
    </div>
  );
}
