/** How the folds were dealt and why; where the same question was also raced on random rows, how much that flatters. */
import type { Experiment, Run } from '@shared/areas/tracking';
import { Card, Link } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { setupAddress } from './addresses';
import { modelsMessages as words } from './messages';
import { isBetter } from './raceRows';
import { splitWords } from './raceWords';
import styles from './SplitCard.module.css';

interface SplitCardProps {
  readonly experiment: Experiment;
  readonly experiments: readonly Experiment[];
  readonly runs: readonly Run[];
}

export function SplitCard({ experiment, experiments, runs }: SplitCardProps) {
  const flattery = randomSplitFlattery(experiment, experiments, runs);
  return (
    <Card title={words.race.whySplit} actions={<Link to={setupAddress({ snapshot: experiment.snapshotId, target: experiment.request.target })}>{words.race.change}</Link>}>
      <p className={styles.words}>
        {splitWords(experiment).map((part, index) => (typeof part === 'string' ? part : <code key={index}>{part.column}</code>))}
      </p>
      {flattery && (
        <>
          <div className={styles.bars}>
            <span>Random rows</span>
            <span className={styles.bar} style={{ width: `${(flattery.random / flattery.longest) * 100}%` }} />
            <b>{formatMetric(experiment.metric, flattery.random, 2)}</b>
            <span>Grouped by {experiment.request.groupBy}</span>
            <span className={`${styles.bar} ${styles.own}`} style={{ width: `${(flattery.own / flattery.longest) * 100}%` }} />
            <b>{formatMetric(experiment.metric, flattery.own, 2)}</b>
          </div>
          {isBetter(experiment.metric, flattery.random, flattery.own) && (
            <p className={styles.words}>A random split would have flattered it by <b>{formatMetric(experiment.metric, Math.abs(flattery.own - flattery.random), 2)}</b>.</p>
          )}
        </>
      )}
    </Card>
  );
}

/** Best scores of this grouped race and of one on random rows, same model where both have it, and equally honest. */
function randomSplitFlattery(experiment: Experiment, experiments: readonly Experiment[], runs: readonly Run[]): { readonly random: number; readonly own: number; readonly longest: number } | null {
  if (experiment.request.split !== 'group') return null;
  const ownRun = runs.find((run) => run.id === experiment.best);
  const own = ownRun?.metrics[experiment.metric]?.mean;
  if (!ownRun || own == null || own <= 0) return null;
  const others = experiments.filter((other) => other.request.split === 'kfold' && other.snapshotId === experiment.snapshotId && other.request.target === experiment.request.target && other.metric === experiment.metric);
  for (const other of others) {
    const twin = runs.find((run) => run.experimentId === other.id && run.model === ownRun.model && run.usesLeak === ownRun.usesLeak && run.state === 'finished');
    const random = twin?.metrics[experiment.metric]?.mean;
    if (random != null && random > 0) return { random, own, longest: Math.max(random, own) };
  }
  return null;
}
