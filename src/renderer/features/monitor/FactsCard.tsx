/** The comparison in three figures: how many columns drifted, how well the champion did on the new rows, and what was compared. */
import { NativeSelect } from '@mantine/core';
import type { Dataset } from '@shared/areas/datasets';
import type { DriftReport } from '@shared/areas/monitoring';
import { metricWords } from '@shared/messages/names';
import { Card, formatCount, formatInteger, formatNumber, formatPercent, StatTile } from '@renderer/ui';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';

interface FactsCardProps {
  readonly report: DriftReport;
  readonly datasets: readonly Dataset[];
  readonly onChoose: (chosen: { readonly current?: string; readonly reference?: string }) => void;
}

export function FactsCard({ report, datasets, onChoose }: FactsCardProps) {
  const { dataset, performance, columns, model, prediction } = report;
  const used = columns.filter(({ drifted, used: isUsed }) => drifted && isUsed).length;
  const versions = datasets.flatMap(({ name, versions: all }) => all.map(({ snapshotId, number, rows }) => ({ value: snapshotId, label: `${name} v${number}, ${formatCount(rows, 'row')}` })));
  const now = performance.current?.metric;
  const before = performance.reference?.metric.value ?? null;
  return (
    <Card>
      <div className={styles.facts}>
        <StatTile
          label={words.columnsDrifted}
          value={`${formatInteger(dataset.driftedColumns)} of ${formatInteger(dataset.compared)}`}
          note={model === null ? words.noModelNote : used === 0 ? words.noneUsed : words.usedByModel(formatInteger(used))}
          title={words.shareNote(formatPercent(dataset.share, 0), formatPercent(dataset.threshold, 0))}
        />
        {now && now.value !== null ? (
          <StatTile label={`${metricWords[now.name].name} ${words.onRows(formatCount(performance.current?.quality.rows ?? 0, 'row'))}`} value={formatNumber(now.value, 2)} note={[before === null ? null : words.reference(formatNumber(before, 2)), now.baseline === null ? null : words.baseline(formatNumber(now.baseline, 2))].filter((part) => part !== null).join(', ')} />
        ) : (
          prediction?.current?.mean != null && <StatTile label={words.forecastMean} value={formatNumber(prediction.current.mean)} note={prediction.reference?.mean == null ? undefined : words.reference(formatNumber(prediction.reference.mean))} />
        )}
        <div className={styles.versions}>
          <span className={styles.versionsLabel}>{words.compared}</span>
          <div className={styles.versionLine}>
            <NativeSelect size="xs" aria-label={words.currentVersion} data={versions.filter(({ value }) => value !== report.reference.snapshotId)} value={report.current.snapshotId} onChange={(event) => onChoose({ current: event.currentTarget.value })} />
            <span>{words.with}</span>
            <NativeSelect size="xs" aria-label={words.referenceVersion} data={versions.filter(({ value }) => value !== report.current.snapshotId)} value={report.reference.snapshotId} onChange={(event) => onChoose({ reference: event.currentTarget.value })} />
          </div>
        </div>
      </div>
    </Card>
  );
}
