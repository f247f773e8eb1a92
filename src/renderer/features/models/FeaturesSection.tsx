/** What each column became for the run's model, step by step; asked for when it is opened. */
import { useState } from 'react';
import { isModelKind } from '@shared/areas/tracking';
import type { ColumnFeatures, FeaturePart } from '@shared/areas/features';
import { featureMessages as words } from '@shared/messages/features';
import { modelWords } from '@shared/messages/names';
import { useQuery } from '@renderer/engine';
import { DataTable, ErrorPanel, SkeletonLines, type DataColumn } from '@renderer/ui';
import styles from './RunPanel.module.css';

const columns: readonly DataColumn<ColumnFeatures>[] = [
  { key: 'column', header: words.heads.column, value: words.columnName, wrap: true },
  { key: 'sort', header: words.heads.sort, value: ({ sort }) => words.sorts[sort], width: 76 },
  { key: 'features', header: words.heads.features, value: ({ features }) => features.length, cell: (row) => <span title={row.features.map(({ name }) => name).join('\n')}>{row.features.length}</span>, numeric: true, width: 72 },
  { key: 'how', header: words.heads.how, cell: (row) => words.steps(row).join('; '), wrap: true },
];

export function FeaturesSection({ runId }: { readonly runId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.settings} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.title}</summary>
      {open && <Parts runId={runId} />}
    </details>
  );
}

function Parts({ runId }: { readonly runId: string }) {
  const report = useQuery('tracking.features', { runId });
  if (report.error !== null) return <ErrorPanel error={report.error} onRetry={report.reload} />;
  if (!report.data) return <SkeletonLines lines={4} />;
  if (report.data.parts.length === 0) return <p>{words.none}</p>;
  const { parts, leftOut, treated } = report.data;
  return (
    <>
      {parts.map((part, i) => <Part key={i} part={part} />)}
      <Lines lines={[...treated.map(words.treated), ...leftOut.map(words.leftOut)]} />
    </>
  );
}

function Part({ part }: { readonly part: FeaturePart }) {
  const name = isModelKind(part.model) ? modelWords[part.model].name : part.model;
  return (
    <>
      <DataTable label={words.tableOf(name)} columns={columns} rows={part.columns} rowKey={(row) => row.columns.join('\n')} />
      <Lines lines={[...part.dropped.map(words.dropped), ...part.infinite.map(words.infinite)]} />
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return lines.map((line) => <p key={line} className={styles.line}>{line}</p>);
}
