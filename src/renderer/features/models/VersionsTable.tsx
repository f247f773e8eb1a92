/** Versions of a registered model, each score beside its simple rule. */
import type { ModelVersion, RegisteredModel } from '@shared/areas/registry';
import { metricWords, modelWords } from '@shared/messages/names';
import { isModelKind, runModelSchema } from '@shared/areas/tracking';
import { DataTable, formatInteger, formatWhen, Tag, type DataColumn } from '@renderer/ui';
import { formatMetric, formatMetricDifference } from '@renderer/ui/formatMetric';
import { modelsMessages as words } from './messages';
import styles from './Registry.module.css';
import { registryWords } from './registryMessages';

interface VersionsTableProps {
  readonly model: RegisteredModel;
  readonly selected: number | null;
  readonly onSelect: (version: ModelVersion) => void;
}

export function kindName(model: string): string {
  const parsed = runModelSchema.safeParse(model);
  return parsed.success ? modelWords[parsed.data].name : model;
}

export function VersionsTable({ model, selected, onSelect }: VersionsTableProps) {
  if (model.versions.length === 0) return <p className={styles.none}>{registryWords.noVersions}</p>;
  const metric = model.versions[0]?.metric ?? 'rmsle';
  const oneMetric = model.versions.every((version) => version.metric === metric);
  const columns: readonly DataColumn<ModelVersion>[] = [
    { key: 'number', header: 'Version', numeric: true, width: 76, value: ({ number }) => number, cell: ({ number }) => `v${formatInteger(number)}` },
    { key: 'model', header: 'Model', value: (version) => kindName(version.model), cell: (version) => <VersionName version={version} /> },
    { key: 'run', header: 'Run', numeric: true, width: 60, value: ({ runNumber }) => runNumber },
    { key: 'score', header: oneMetric ? metricWords[metric].name : 'Score', hint: oneMetric ? metricWords[metric].explanation : 'Each version in the metric its race decided by.', numeric: true, value: ({ score }) => score, cell: (version) => <>{!oneMetric && <span className={styles.quiet}>{metricWords[version.metric].name} </span>}{formatMetric(version.metric, version.score)}</> },
    { key: 'baseline', header: 'Simple rule', hint: 'The best baseline of the same race.', numeric: true, value: ({ baseline }) => baseline?.score, cell: ({ baseline, metric: own }) => <span className={styles.quiet} title={baseline ? kindName(baseline.model) : undefined}>{formatMetric(own, baseline?.score)}</span> },
    { key: 'gain', header: 'vs. baseline', numeric: true, value: gainOf, cell: (version) => <Gain version={version} /> },
    { key: 'when', header: 'Registered', value: ({ createdAt }) => createdAt, cell: ({ createdAt }) => <span className={styles.quiet}>{formatWhen(createdAt)}</span> },
  ];
  return <DataTable label={registryWords.versions} columns={columns} rows={model.versions} rowKey={({ id }) => id} initialSort={{ key: 'number', descending: true }} selectedKey={model.versions.find(({ number }) => number === selected)?.id ?? null} onSelect={onSelect} />;
}

function VersionName({ version }: { readonly version: ModelVersion }) {
  return (
    <span className={styles.name}>
      {kindName(version.model)}
      {version.aliases.includes('champion') && <Tag tone="accent">{words.champion}</Tag>}
      {version.aliases.includes('challenger') && <Tag tone="attention">{words.challenger}</Tag>}
      {version.usesLeak && <Tag tone="failure" title={words.panel.notHonest}>{words.leak}</Tag>}
    </span>
  );
}

function gainOf({ score, baseline, model }: ModelVersion): number | null {
  return score === null || baseline?.score == null || baseline.model === model ? null : score - baseline.score;
}

function Gain({ version }: { readonly version: ModelVersion }) {
  if (version.usesLeak && isModelKind(version.model)) return <span className={styles.quiet}>{words.notHonest}</span>;
  return <>{formatMetricDifference(version.metric, gainOf(version))}</>;
}
