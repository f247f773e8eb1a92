/** Every column with when it is known, what it alone explains, and whether the models may see it. */
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { KnownWhen } from '@shared/areas/common';
import type { Leakage, SetupProposal } from '@shared/areas/tracking';
import { trackingMessages } from '@shared/messages/tracking';
import { Card, DataTable, Dot, formatNumber, Segmented, typeWords, type DataColumn, type Tone } from '@renderer/ui';
import { leakFinding } from './findings';
import { modelsMessages as words } from './messages';
import { ScoreBar } from './ScoreBar';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

interface ColumnsCardProps {
  readonly draft: SetupDraft;
  readonly snapshot: Snapshot;
  readonly proposal: SetupProposal;
  /** Columns no model can learn from, with the reason. */
  readonly unfit: ReadonlyMap<string, string>;
}

interface ColumnRow {
  readonly column: Column;
  readonly used: boolean;
  /** No model can learn from it, whatever is chosen. */
  readonly unfit: boolean;
  readonly leakage: Leakage | null;
  /** Why it is out, or what is to be known about it. */
  readonly reason: string;
  /** The same in full. */
  readonly inFull: string;
}

const whenTones: Readonly<Record<KnownWhen, Tone>> = { 'before-launch': 'good', live: 'accent', 'after-sale': 'failure' };

export function ColumnsCard({ draft, snapshot, proposal, unfit }: ColumnsCardProps) {
  const [shown, setShown] = useState<'all' | 'in' | 'out'>('all');
  const toggle = useSetupDraft((state) => state.toggleColumn);
  const rows = rowsOf(draft, snapshot, proposal, unfit);
  const inside = rows.filter((row) => row.used);
  const outside = rows.filter((row) => !row.used);
  const columns: readonly DataColumn<ColumnRow>[] = [
    { key: 'use', header: words.setup.use, width: 48, value: (row) => !row.used, cell: (row) => <Checkbox size="xs" radius={4} checked={row.used} disabled={row.unfit} aria-label={`${words.setup.use} ${row.column.name}`} onChange={() => toggle(row.column.name)} /> },
    { key: 'column', header: words.setup.column, value: (row) => row.column.name, cell: (row) => <span className={row.used ? undefined : styles.quiet} title={row.column.evidence}>{row.column.name}</span> },
    { key: 'type', header: 'Type', value: (row) => row.column.type, cell: (row) => <span className={styles.quiet}>{typeWords[row.column.type]}</span> },
    { key: 'known', header: words.setup.knownWhen, value: (row) => row.column.knownWhen, cell: (row) => <KnownMark row={row} /> },
    { key: 'alone', header: words.setup.alone, hint: words.setup.columnsNote, width: 150, value: (row) => row.leakage?.score ?? null, cell: (row) => <Alone row={row} /> },
    { key: 'reason', header: '', cell: (row) => <span className={`${styles.reason} ${styles.quiet}`} title={row.inFull}>{row.reason}</span> },
  ];
  const current = shown === 'in' ? inside : shown === 'out' ? outside : rows;
  return (
    <Card
      flush
      className={styles.table}
      title={leakFinding(rows.flatMap((row) => (row.leakage ? [row.leakage] : [])))}
      note={words.setup.columnsNote}
      label={words.setup.columns}
      actions={<Segmented size="small" label="Which columns to show" value={shown} onChange={setShown} options={[{ value: 'all', label: words.setup.allIn, count: rows.length }, { value: 'in', label: words.setup.onlyUsed, count: inside.length }, { value: 'out', label: words.setup.onlyOut, count: outside.length }]} />}
    >
      <DataTable label={words.setup.columns} columns={columns} rows={current} rowKey={(row) => row.column.name} initialSort={{ key: 'alone', descending: true }} rowHeight={32} />
    </Card>
  );
}

function KnownMark({ row }: { readonly row: ColumnRow }) {
  const { knownWhen } = row.column;
  return <span className={`${styles.when} ${row.leakage?.leak === true ? styles.leak : ''}`} title={row.leakage?.reason}><span aria-hidden="true"><Dot tone={whenTones[knownWhen]} /></span>{words.knownWhen[knownWhen]}</span>;
}

function Alone({ row }: { readonly row: ColumnRow }) {
  const { leakage } = row;
  if (!leakage) return <span className={styles.quiet}>–</span>;
  return <span className={styles.alone}><ScoreBar score={leakage.score} tone={leakage.leak ? 'leak' : row.used ? 'model' : 'rest'} /><b>{formatNumber(Math.max(0, leakage.score), 2)}</b></span>;
}

function rowsOf(draft: SetupDraft, snapshot: Snapshot, proposal: SetupProposal, unfit: ReadonlyMap<string, string>): ColumnRow[] {
  const leakages = new Map(proposal.leakage.map((entry) => [entry.column, entry]));
  const reasons = new Map(proposal.exclude.map((entry) => [entry.column, entry.reason]));
  return snapshot.columns
    .filter((column) => column.name !== draft.target)
    .map((column) => {
      const obstacle = unfit.get(column.name);
      const used = obstacle === undefined && !draft.excluded.has(column.name);
      const measured = leakages.get(column.name);
      const proposedOut = reasons.get(column.name);
      const leakage = measured ? { ...measured, excluded: !used } : null;
      const known = leakage?.leak === true || column.knownWhen === 'after-sale';
      const found = leakage?.suspicions.filter(({ accuses }) => accuses).map(({ kind }) => words.suspicions[kind]).join(', ') ?? '';
      const plain = obstacle ?? (used || (known && proposedOut !== undefined) ? '' : (proposedOut ?? trackingMessages.excluded.chosen));
      return { column, used, unfit: obstacle !== undefined, leakage, reason: found === '' ? plain : found, inFull: found === '' ? plain : (leakage?.reason ?? '') };
    });
}
