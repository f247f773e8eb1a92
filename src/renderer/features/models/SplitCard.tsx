/** How the folds were dealt and why; where the same question was also raced on random rows, how much that flatters. */
import type { Experiment, Run } from '@shared/areas/tracking';
import { Card, Link } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { setupAddress } from './addresses';
import { modelsMessages as words } from './messages';
import { InventedBars } from './InventedBars';
import { isBetter } from './raceRows';
import { splitWords } from './raceWords';
import styles from './SplitCard.module.css';

interface SplitCardProps {
  readonly experiment: Experiment;
  readonly experiments: readonly Experiment[];
  readonly runs: readonly Run[];
}

export function SplitCard({ experiment, experiments, runs }: SplitCardProps) {
  const flattery = splitFlattery(experiment, experiments, runs);
  return (
    <Card title={words.race.whySplit} actions={<Link to={setupAddress({ snapshot: experiment.snapshotId, target: experiment.request.target })}>{words.race.change}</Link>}>
      <p className={styles.words}>
        {splitWords(experiment).map((part, index) => (typeof part === 'string' ? part : <code key={index}>{part.column}</code>))}
      </p>
      {!flattery && experiment.splitAdvice?.invented && <InventedBars invented={experiment.splitAdvice.invented} />}
      {flattery && (
        <>
          <div className={styles.bars}>
            <span>Random rows</span>
            <span className={styles.bar} style={{ width: `${(flattery.random / flattery.longest) * 100}%` }} />
            <b>{formatMetric(experiment.metric, flattery.random, 2)}</b>
            <span>Grouped by {flattery.groupBy}</span>
            <span className={`${styles.bar} ${styles.own}`} style={{ width: `${(flattery.grouped / flattery.longest) * 100}%` }} />
            <b>{formatMetric(experiment.metric, flattery.grouped, 2)}</b>
          </div>
          {isBetter(experiment.metric, flattery.random, flattery.grouped) && (
            <p className={styles.words}>{experiment.request.split === 'group' ? 'Random rows would have flattered it by' : 'Random rows flatter this race by'} <b>{formatMetric(experiment.metric, Math.abs(flattery.grouped - flattery.random), 2)}</b>.</p>
          )}
        </>
      )}
    </Card>
  );
}

interface Flattery {
  readonly random: number;
  readonly grouped: number;
  readonly groupBy: string;
  readonly longest: number;
}

/** The best run of this race and its twin from a race dealt the other way: same model, same data, equally honest. */
function splitFlattery(experiment: Experiment, experiments: readonly Experiment[], runs: readonly Run[]): Flattery | null {
  const { split } = experiment.request;
  if (split !== 'group' && split !== 'kfold') return null;
  const ownRun = runs.find((run) => run.id === experiment.best);
  const own = ownRun?.metrics[experiment.metric]?.mean;
  if (!ownRun || own == null || own <= 0) return null;
  const wanted = split === 'group' ? 'kfold' : 'group';
  for (const other of experiments) {
    if (other.request.split !== wanted || other.snapshotId !== experiment.snapshotId || other.request.target !== experiment.request.target || other.metric !== experiment.metric) continue;
    const twin = runs.find((run) => run.experimentId === other.id && run.model === ownRun.model && run.usesLeak === ownRun.usesLeak && run.state === 'finished');
    const score = twin?.metrics[experiment.metric]?.mean;
    if (score == null || score <= 0) continue;
    const [random, grouped] = split === 'group' ? [score, own] : [own, score];
    return { random, grouped, groupBy: (split === 'group' ? experiment : other).request.groupBy ?? '', longest: Math.max(random, grouped) };
  }
  return null;
}
