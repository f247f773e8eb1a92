/** Every figure that is kept over the versions, those outside their band first. */
import { statisticKinds, type Statistic } from '@shared/areas/qualityHistory';
import { writeStatistic } from '@shared/messages/qualityHistory';
import { Card, Dot } from '../../../ui';
import styles from './History.module.css';
import { historyMessages as words } from './messages';

interface StatisticListProps {
  readonly statistics: readonly Statistic[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

export function StatisticList({ statistics, chosen, onChoose }: StatisticListProps) {
  const isOutside = ({ points }: Statistic): boolean => points.at(-1)?.anomalous ?? false;
  const outside = statistics.filter(isOutside);
  const groups = [{ name: words.outside, items: outside }, ...statisticKinds.map((kind) => ({ name: words.kinds[kind], items: statistics.filter((statistic) => statistic.kind === kind && !isOutside(statistic)) }))];
  return (
    <Card title={words.figures}>
      <div className={styles.list} role="region" aria-label={words.figures} tabIndex={0}>
        {groups.map(({ name, items }) => items.length > 0 && (
          <div key={name}>
            <div className={styles.kind}>{name}</div>
            {items.map((statistic) => {
              const value = statistic.points.at(-1)?.value ?? null;
              return (
                <button key={statistic.key} type="button" className={styles.item} aria-current={statistic.key === chosen} title={statistic.name} onClick={() => onChoose(statistic.key)}>
                  {isOutside(statistic) && <Dot tone="attention" word={words.outside} />}
                  <span className={styles.name}>{statistic.name}</span>
                  <span className={styles.value}>{value === null ? '–' : writeStatistic(value, statistic.unit)}</span>
                </button>
              );
            })}
          </div>
        ))}
      </div>
    </Card>
  );
}
