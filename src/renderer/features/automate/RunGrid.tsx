/** Runs from left to right, steps from top to bottom; above them how long each run worked, below what started it. */
import type { PipelineRun } from '@shared/areas/pipelines';
import { Card, formatDuration, formatWhen, Link } from '@renderer/ui';
import { automateAddress } from './addresses';
import styles from './Automate.module.css';
import { automateMessages as words } from './messages';
import { Mark, markOf, tellMark, type MarkKind } from './stepMark';

interface RunGridProps {
  readonly title: string;
  readonly note: string;
  readonly pipeline: string;
  /** Oldest first. */
  readonly runs: readonly PipelineRun[];
  /** In the order of the definition; a run of an older version may lack some. */
  readonly steps: readonly string[];
  readonly selected: string | null;
}

const legend = Object.keys(words.legend) as readonly MarkKind[];
const barHeight = 44;

export function RunGrid({ title, note, pipeline, runs, steps, selected }: RunGridProps) {
  const longest = Math.max(1, ...runs.map(({ durationMs }) => durationMs));
  const mark = (run: PipelineRun): string => (run.id === selected ? (styles.selected ?? '') : '');
  return (
    <Card title={words.gridTitle(title, runs.length)} note={note}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="row" className={styles.axis}>{words.durationLabel}<span aria-hidden="true">{formatDuration(longest)}</span></th>
              {runs.map((run) => (
                <td key={run.id} className={`${styles.barCell} ${mark(run)}`}>
                  <span className={styles.bar} style={{ height: Math.max(2, Math.round((barHeight * run.durationMs) / longest)) }} title={formatDuration(run.durationMs)} />
                  <span className="visually-hidden">{formatDuration(run.durationMs)}</span>
                </td>
              ))}
            </tr>
            <tr>
              <td className={styles.stepName} />
              {runs.map((run) => (
                <th key={run.id} scope="col" className={`${styles.number} ${mark(run)}`}>
                  <Link to={automateAddress(pipeline, 'timeline', { run: run.id })}>{run.number}</Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((name) => (
              <tr key={name}>
                <th scope="row" className={styles.stepName}>{name}</th>
                {runs.map((run) => {
                  const step = run.steps.find((each) => each.name === name);
                  return (
                    <td key={run.id} className={mark(run)} title={step ? `${name}: ${tellMark(step)}${step.durationMs === null ? '' : `, ${formatDuration(step.durationMs)}`}` : undefined}>
                      {step && <Mark kind={markOf(step)} label={tellMark(step)} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className={styles.axis}>{words.startedBy}</th>
              {runs.map((run) => <td key={run.id} className={`${styles.cause} ${mark(run)}`} title={formatWhen(run.createdAt)}>{words.causes[run.cause.kind]}</td>)}
            </tr>
          </tfoot>
        </table>
      </div>
      <ul className={styles.legend}>
        {legend.map((kind) => <li key={kind}><Mark kind={kind} />{words.legend[kind]}</li>)}
      </ul>
    </Card>
  );
}
