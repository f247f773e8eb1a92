/** What changed between two versions: the answer in short, columns by change with their distributions, rows with cells side by side. */
import { Button } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { Dataset } from '@shared/areas/datasets';
import type { Diff } from '@shared/areas/diff';
import { useShownSnapshot } from '../../../app/currentData';
import { reportError } from '../../../app/notices';
import { usePaletteEntries, type PaletteEntry } from '../../../app/palette';
import { formatAddress, navigate, useAddress } from '../../../app/router';
import { useImportFile } from '../../../app/waitingFiles';
import { useQuery } from '../../../engine';
import { Card, EmptyState, ErrorPanel, formatTimeLeft, PageHeader, ProgressBar, Segmented, Skeleton } from '../../../ui';
import { byChange } from './changeOrder';
import { ColumnChangePanel } from './ColumnChangePanel';
import { ColumnChanges } from './ColumnChanges';
import { compareAddress, readComparePlace, type ComparePlace, type CompareTab } from './compareAddress';
import styles from './Compare.module.css';
import { DiffFacts, VersionPicker } from './DiffFacts';
import { DifferentRows } from './DifferentRows';
import { compareMessages as words } from './messages';
import { useDiff, type DiffQuestion, type DiffState } from './useDiff';

export function CompareView() {
  const place = readComparePlace(useAddress());
  const datasets = useQuery('datasets.list', {});
  const shown = useShownSnapshot(place.after);
  const importFile = useImportFile();
  if (datasets.error !== null || shown.error !== null) return <Framed><ErrorPanel error={datasets.error ?? shown.error} onRetry={() => { datasets.reload(); shown.reload(); }} /></Framed>;
  if (!datasets.data) return <CompareSkeleton />;
  const after = place.after ?? (place.before === null ? shown.snapshotId : newerThan(datasets.data, place.before));
  const before = place.before ?? (after === null ? null : olderThan(datasets.data, after));
  if (after === null || before === null) {
    if (!shown.none && shown.snapshotId === null) return <CompareSkeleton />;
    return <Framed><Card label={words.title}><EmptyState picture="table" sentence={words.oneVersion} action={<Button variant="filled" onClick={() => void importFile()}>{words.importNext}</Button>} /></Card></Framed>;
  }
  return <Comparison key={`${before} ${after}`} place={{ ...place, before, after }} datasets={datasets.data} />;
}

interface ComparisonProps {
  readonly place: ComparePlace & { readonly before: string; readonly after: string };
  readonly datasets: readonly Dataset[];
}

function Comparison({ place, datasets }: ComparisonProps) {
  const keyText = place.key === null ? null : JSON.stringify(place.key);
  const question = useMemo<DiffQuestion>(() => ({ beforeId: place.before, afterId: place.after, ...(place.key && { key: [...place.key] }) }), [place.before, place.after, keyText]); // eslint-disable-line react-hooks/exhaustive-deps -- the text holds the list
  const state = useDiff(question);
  const { diff } = state;
  const go = (next: Partial<ComparePlace>): void => navigate(compareAddress({ ...place, ...next }), { replace: next.tab === undefined && next.after === undefined });
  const picker = <VersionPicker datasets={datasets} beforeId={place.before} afterId={place.after} onChange={(next) => go({ ...next, key: null, column: null, differsIn: null })} />;
  const entries = useMemo<readonly PaletteEntry[]>(
    () => [
      { id: 'compare-rows', group: words.title, label: words.grid.label, run: () => navigate(compareAddress({ before: place.before, after: place.after, key: place.key, tab: 'rows' })) },
      { id: 'compare-swap', group: words.title, label: words.swap, run: () => navigate(compareAddress({ before: place.after, after: place.before, tab: place.tab })) },
    ],
    [place.before, place.after, place.key, place.tab],
  );
  usePaletteEntries('compare', entries);
  if (!diff) return <Framed actions={picker}><Unfinished state={state} onPropose={place.key === null ? null : () => go({ key: null })} /></Framed>;
  const name = ({ datasetName, number }: Diff['before']): string => (diff.before.datasetName === diff.after.datasetName ? `v${number}` : `${datasetName} v${number}`);
  return (
    <>
      <PageHeader
        title={diff.before.datasetName === diff.after.datasetName ? `${diff.after.datasetName} v${diff.before.number} → v${diff.after.number}` : `${name(diff.before)} → ${name(diff.after)}`}
        question={words.question(`${diff.before.datasetName} v${diff.before.number}`, name(diff.after))}
        actions={
          <>
            {picker}
            <Segmented<CompareTab> label={words.show} value={place.tab} onChange={(tab) => go({ tab })} options={[{ value: 'columns', label: words.columns, count: diff.distributions.length }, { value: 'rows', label: words.rows, count: diff.added + diff.removed + (diff.changed ?? 0) }]} />
            <Button variant="filled" onClick={() => navigate(formatAddress('quality', [diff.after.snapshotId]))}>{words.check(`v${diff.after.number}`)}</Button>
          </>
        }
      />
      {place.tab === 'rows' ? <div className={styles.rowsLayout}><DiffFacts brief diff={diff} onKey={(key) => go({ key, differsIn: null })} /><DifferentRows diff={diff} question={question} place={place} onChange={go} /></div> : <ColumnsTab diff={diff} place={place} go={go} />}
    </>
  );
}

function ColumnsTab({ diff, place, go }: { readonly diff: Diff; readonly place: ComparePlace; readonly go: (next: Partial<ComparePlace>) => void }) {
  const selected = diff.distributions.find(({ column }) => column === place.column) ?? [...diff.distributions].sort(byChange)[0] ?? null;
  return (
    <div className={styles.layout}>
      <div className={styles.main}>
        <DiffFacts diff={diff} onKey={(key) => go({ key, differsIn: null })} />
        <ColumnChanges diff={diff} selected={selected?.column ?? null} onSelect={(column) => go({ column })} />
      </div>
      {selected === null ? <Card>{words.panel.none}</Card> : <ColumnChangePanel key={selected.column} column={selected} onShowRows={() => go({ tab: 'rows', kind: 'changed', differsIn: selected.column })} />}
    </div>
  );
}

/** While it is compared, or where it could not be. */
function Unfinished({ state: { job, error, cancelled, retry }, onPropose }: { readonly state: DiffState; readonly onPropose: (() => void) | null }) {
  if (error !== null) return <ErrorPanel error={error} onRetry={retry} action={onPropose && <Button size="xs" onClick={onPropose}>{words.key.proposed}</Button>} />;
  if (cancelled) return <Card label={words.cancelled}><EmptyState picture="table" sentence={words.cancelled} action={<Button variant="filled" onClick={retry}>{words.again}</Button>} /></Card>;
  return (
    <div aria-busy="true" className={styles.waiting}>
      <Card label={words.comparing} actions={job.running && job.job ? <Button size="xs" onClick={() => void job.cancel().catch(reportError)}>{words.cancel}</Button> : undefined} title={job.progress?.title ?? words.comparing} note={formatTimeLeft(job.etaMs)}>
        <ProgressBar fraction={job.progress?.fraction ?? 0} label={words.comparing} height={8} />
      </Card>
      <Skeleton height={520} />
    </div>
  );
}

function Framed({ actions, children }: { readonly actions?: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <PageHeader title={words.title} question={words.ask} actions={actions} />
      {children}
    </>
  );
}

function CompareSkeleton() {
  return <Framed><div aria-busy="true"><Skeleton height={640} /></div></Framed>;
}

/** The version of the same dataset next to the given one, versions standing newest first. */
function olderThan(datasets: readonly Dataset[], snapshotId: string): string | null {
  return neighbour(datasets, snapshotId, 1);
}

function newerThan(datasets: readonly Dataset[], snapshotId: string): string | null {
  return neighbour(datasets, snapshotId, -1);
}

function neighbour(datasets: readonly Dataset[], snapshotId: string, step: 1 | -1): string | null {
  for (const { versions } of datasets) {
    const at = versions.findIndex((version) => version.snapshotId === snapshotId);
    if (at !== -1) return versions[at + step]?.snapshotId ?? null;
  }
  return null;
}
