/** An honest and a leaking race of the same question side by side, each against its best baseline. */
import { higherIsBetter, type MetricName, type Run } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { Card, Link } from '@renderer/ui';
import { formatMetric } from '@renderer/ui/formatMetric';
import { fewNames, leakingColumns, type Answer } from './findings';
import { modelsMessages as words } from './messages';
import { raceAddress } from './addresses';
import styles from './TwoAnswersCard.module.css';

const comparedMetrics: readonly MetricName[] = ['rmsle', 'r2Log', 'mae', 'spearman', 'withinOneStep'];

export function TwoAnswersCard({ honest, leaking }: { readonly honest: Answer; readonly leaking: Answer }) {
  const { metric } = honest.run;
  const rows = comparedMetrics.filter((name) => name !== metric && honest.run.metrics[name]?.mean != null && leaking.run.metrics[name]?.mean != null);
  return (
    <Card title={words.race.twoAnswers} note={`${metricWords[metric].name}, ${higherIsBetter.has(metric) ? 'higher' : 'lower'} is better`}>
      <div className={styles.boxes}>
        <div className={styles.box}>
          <span className={styles.label}>{words.race.honest}</span>
          <span className={styles.value}>{score(honest.run, metric)}</span>
          <p>{words.race.honestNote}</p>
          <p>{against(honest, metric)}</p>
        </div>
        <div className={`${styles.box} ${styles.leak}`}>
          <span className={styles.label}>{words.race.withLeak}</span>
          <span className={styles.value}>{score(leaking.run, metric)}</span>
          <p>{fewNames(leakingColumns(leaking.experiment))} left in</p>
          <p>{against(leaking, metric)}</p>
        </div>
      </div>
      <table className={styles.table}>
        <thead>
          <tr><th scope="col"><span className="visually-hidden">Score</span></th><th scope="col">{words.race.honest}</th><th scope="col">{words.race.withLeak}</th></tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <tr key={name} title={metricWords[name].explanation}>
              <th scope="row">{metricWords[name].name}</th>
              <td className={styles.honest}>{formatMetric(name, honest.run.metrics[name]?.mean, 2)}</td>
              <td>{formatMetric(name, leaking.run.metrics[name]?.mean, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.words}>
        {words.race.leakUnreachable} <Link to={raceAddress(honest.experiment.id)}>Race {honest.experiment.number}</Link> and <Link to={raceAddress(leaking.experiment.id)}>race {leaking.experiment.number}</Link>.
      </p>
    </Card>
  );
}

function score(run: Run, metric: MetricName): string {
  return formatMetric(metric, run.metrics[metric]?.mean, 2);
}

function against({ baseline }: Answer, metric: MetricName): string {
  return baseline ? `best baseline ${score(baseline, metric)}` : 'no baseline ran';
}
