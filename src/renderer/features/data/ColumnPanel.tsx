/** One column in detail: its shape and figures, its most frequent values, and what it is for. */
import { NativeSelect } from '@mantine/core';
import { knownWhens, roles, type Cell } from '@shared/areas/common';
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { reportError } from '../../app/notices';
import { useEngine } from '../../engine';
import { Dot, ErrorPanel, formatCell, formatInteger, formatNumber, formatPercent, isNumeric, KeyValue, SidePanel, SkeletonLines, Tag, typeWords } from '../../ui';
import { ColumnShape } from './columnShape';
import styles from './Data.module.css';
import type { DataView } from './dataAddress';
import { dataMessages, knownWhenWords, roleNotes, roleWords } from './messages';

interface ColumnPanelProps {
  readonly snapshot: Snapshot;
  readonly column: Column;
  readonly profile: Profile | undefined;
  readonly profileError: unknown;
  readonly view: DataView;
  readonly onClose: () => void;
  readonly onChange: (next: Partial<DataView>) => void;
}

export function ColumnPanel({ snapshot, column, profile, profileError, view, onClose, onChange }: ColumnPanelProps) {
  const own = profile?.columns.find((candidate) => candidate.name === column.name);
  const alerts = (profile?.alerts ?? []).filter((alert) => alert.column === column.name);
  return (
    <SidePanel title={column.name} label={`Column ${column.name}`} mark={<Tag tone="accent">{typeWords[column.type]}</Tag>} onClose={onClose}>
      <div className={styles.panelBody}>
        <p className={styles.panelEvidence}>{column.evidence}</p>
        {alerts.map((alert) => <p key={alert.code} className={styles.panelAlert}><Dot tone={alert.severity === 'critical' ? 'failure' : 'attention'} />{alert.message}</p>)}
        <Purpose snapshot={snapshot} column={column} />
        {profileError !== null && <ErrorPanel error={profileError} />}
        {own ? <Figures column={column} own={own} view={view} onChange={onChange} /> : profileError === null && <SkeletonLines lines={8} />}
      </div>
    </SidePanel>
  );
}

function Purpose({ snapshot, column }: { readonly snapshot: Snapshot; readonly column: Column }) {
  const client = useEngine();
  function change(part: { readonly role?: Column['role']; readonly knownWhen?: Column['knownWhen'] }): void {
    client.call('datasets.setColumns', { datasetId: snapshot.datasetId, columns: [{ name: column.name, ...part }] }).catch(reportError);
  }
  return (
    <div className={styles.purpose}>
      <NativeSelect label={dataMessages.words.role} description={roleNotes[column.role]} value={column.role} data={roles.map((role) => ({ value: role, label: roleWords[role] }))} onChange={(event) => change({ role: roles.find((role) => role === event.currentTarget.value) })} />
      <NativeSelect label={dataMessages.words.knownWhen} value={column.knownWhen} data={knownWhens.map((known) => ({ value: known, label: knownWhenWords[known] }))} onChange={(event) => change({ knownWhen: knownWhens.find((known) => known === event.currentTarget.value) })} />
    </div>
  );
}

interface FiguresProps {
  readonly column: Column;
  readonly own: ColumnProfile;
  readonly view: DataView;
  readonly onChange: (next: Partial<DataView>) => void;
}

function Figures({ column, own, view, onChange }: FiguresProps) {
  const numeric = isNumeric(column.type);
  const end = (value: Cell): string => (own.type === 'date' && typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : formatCell(value, column.type));
  const rows = [
    { label: dataMessages.words.empty, value: own.nulls === 0 ? '0' : `${formatInteger(own.nulls)} (${formatPercent(own.nulls / Math.max(1, own.rows))})` },
    { label: dataMessages.words.distinct, value: formatInteger(own.distinct) },
    ...(own.min !== null ? [{ label: dataMessages.words.least, value: end(own.min) }] : []),
    ...(own.quantiles ? [{ label: dataMessages.words.median, value: formatNumber(own.quantiles[3]) }, { label: dataMessages.words.middleHalf, value: `${formatNumber(own.quantiles[2])} to ${formatNumber(own.quantiles[4])}` }] : []),
    ...(own.mean !== null ? [{ label: dataMessages.words.mean, value: formatNumber(own.mean) }] : []),
    ...(own.max !== null ? [{ label: dataMessages.words.most, value: end(own.max) }] : []),
    ...(own.zeros !== null && own.zeros > 0 ? [{ label: dataMessages.words.zeros, value: formatInteger(own.zeros) }] : []),
    ...(own.negatives !== null && own.negatives > 0 ? [{ label: dataMessages.words.negative, value: formatInteger(own.negatives) }] : []),
    ...(own.lengths ? [{ label: dataMessages.words.characters, value: `${formatInteger(own.lengths.min)} to ${formatInteger(own.lengths.max)}` }] : []),
  ];
  const most = own.topValues[0]?.count ?? 1;
  return (
    <>
      {own.histogram && (
        <div>
          <div className={styles.bigShape}><ColumnShape profile={own} width={252} height={72} faded={column.role === 'ignore'} /></div>
          <p className={styles.shapeEnds} aria-hidden="true"><span>{edgeText(own, 0)}</span><span>{edgeText(own, -1)}</span></p>
        </div>
      )}
      <KeyValue rows={rows} />
      {own.topValues.length > 0 && !(numeric && own.distinct > 50) && own.topValues[0]?.count !== 1 && (
        <div>
          <h3 className={styles.panelHeading}>{dataMessages.words.mostFrequent}</h3>
          <ul className={styles.topValues}>
            {own.topValues.slice(0, 12).map((top) => (
              <li key={top.value}>
                <button type="button" className={styles.topValue} title={`Show rows with ${top.value}`} onClick={() => onChange({ tab: 'rows', filters: [...view.filters.filter((filter) => filter.column !== column.name), { column: column.name, operator: 'equals', value: typedTop(top.value, column) }] })}>
                  <span className={styles.topBar} style={{ width: `${(top.count / most) * 100}%` }} />
                  <span className={styles.topName}>{top.value}</span>
                  <span className={styles.topCount}>{formatInteger(top.count)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** An end of the histogram's axis; dates are drawn in milliseconds. */
function edgeText(own: ColumnProfile, place: 0 | -1): string {
  const edge = own.histogram?.edges.at(place);
  if (edge === undefined) return '';
  return own.type === 'date' || own.type === 'datetime' ? new Date(edge).toISOString().slice(0, 10) : formatNumber(edge);
}

function typedTop(text: string, column: Column): Cell {
  if (isNumeric(column.type)) return Number(text);
  if (column.type === 'boolean') return text === 'true';
  return text;
}
