/** Quality over the versions of a dataset: each figure with the band it was expected in, and what lies outside. */
import { NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { anomalyMethods, type AnomalyMethod, type Statistic, type Statistics } from '@shared/areas/qualityHistory';
import { formatAddress, navigate, useAddress } from '../../../app/router';
import { useQuery } from '../../../engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Skeleton } from '../../../ui';
import { ExportDocument, QualityRooms } from '../QualityRooms';
import styles from './History.module.css';
import { historyMessages as words } from './messages';
import { StatisticChart } from './StatisticChart';
import { StatisticList } from './StatisticList';

const mostAnomalies = 12;
const withLimits: readonly AnomalyMethod[] = ['absolute-change', 'threshold'];

export function HistoryView({ snapshot }: { readonly snapshot: Snapshot }) {
  const { query } = useAddress();
  const [method, setMethod] = useState<AnomalyMethod>('batch-normal');
  const [limits, setLimits] = useState<{ readonly lower?: number; readonly upper?: number }>({});
  const needsLimits = withLimits.includes(method);
  const isReady = !needsLimits || limits.lower !== undefined || limits.upper !== undefined;
  const { data, error, reload } = useQuery('quality.statistics', isReady ? { datasetId: snapshot.datasetId, rule: { method, ...(needsLimits ? limits : {}) } } : null);
  const choose = (key: string): void => navigate(formatAddress('quality', [snapshot.id, 'history'], { figure: key }), { replace: true });
  const chosen = data?.statistics.find(({ key }) => key === query.get('figure')) ?? data?.statistics[0];
  const setLimit = (side: 'lower' | 'upper') => (value: string | number): void => {
    const { [side]: _before, ...rest } = limits;
    setLimits(typeof value === 'number' ? { ...rest, [side]: value } : rest);
  };
  return (
    <>
      <PageHeader title={`${snapshot.datasetName} v${snapshot.number}`} question={words.question} actions={<ExportDocument snapshot={snapshot} />} />
      <QualityRooms snapshot={snapshot} room="history" />
      {error !== null && <ErrorPanel error={error} onRetry={reload} />}
      {error === null && isReady && !data && <Skeleton height={480} />}
      {(data ?? !isReady) && (
        <div className={styles.layout}>
          {data && chosen ? <StatisticList statistics={data.statistics} chosen={chosen.key} onChoose={choose} /> : <Card title={words.figures}><p className={styles.sentence}>{words.needsLimits}</p></Card>}
          <div className={styles.main}>
            <Card label={words.methodLabel}>
              <div className={styles.method}>
                <NativeSelect label={words.methodLabel} value={method} data={anomalyMethods.map((value) => ({ value, label: words.methods[value] }))} onChange={(event) => setMethod(anomalyMethods.find((each) => each === event.currentTarget.value) ?? method)} />
                {needsLimits && <NumberInput label={words.lower} value={limits.lower ?? ''} onChange={setLimit('lower')} />}
                {needsLimits && <NumberInput label={words.upper} value={limits.upper ?? ''} onChange={setLimit('upper')} />}
              </div>
            </Card>
            {data && data.versions.length < 2 && <Card label={words.figures}><EmptyState picture="checks" sentence={words.one} /></Card>}
            {data && chosen && data.versions.length > 1 && <StatisticChart statistic={chosen} finding={findingOf(chosen, data)} />}
            {data && data.versions.length > 1 && <Anomalies statistics={data} onChoose={choose} />}
          </div>
        </div>
      )}
    </>
  );
}

/** What the newest version shows, in a sentence. */
function findingOf({ key, name, points }: Statistic, { anomalies }: Statistics): string {
  const last = points.at(-1);
  if (!last || last.value === null) return words.none(name);
  if (last.anomalous) return anomalies.find((anomaly) => anomaly.key === key && anomaly.number === last.number)?.message ?? name;
  return last.lower === null && last.upper === null ? words.noBand(name) : words.within(name);
}

function Anomalies({ statistics: { anomalies }, onChoose }: { readonly statistics: Statistics; readonly onChoose: (key: string) => void }) {
  return (
    <Card title={words.outside}>
      {anomalies.length === 0 && <p className={styles.sentence}>{words.nothingOutside}</p>}
      <ul className={styles.anomalies}>
        {anomalies.slice(0, mostAnomalies).map(({ key, number, message }) => (
          <li key={`${key} ${number}`} className={styles.anomaly}><span className={styles.when}>{words.version(number)}</span><button type="button" onClick={() => onChoose(key)}>{message}</button></li>
        ))}
      </ul>
      {anomalies.length > mostAnomalies && <p className={styles.sentence}>{words.more(anomalies.length - mostAnomalies)}</p>}
    </Card>
  );
}
