/** How the range of a run held: method, coverage with its count, width, and both per group, per method and per step. */
import { intervalGroupings, type Interval } from '@shared/areas/intervals';
import { intervalMethodWords } from '@shared/messages/intervals';
import { metricWords } from '@shared/messages/names';
import { formatInteger, formatNumber, formatPercent, KeyValue } from '@renderer/ui';
import { modelsMessages } from './messages';
import styles from './IntervalSection.module.css';

const words = modelsMessages.panel;

export function IntervalSection({ interval }: { readonly interval: Interval | null }) {
  if (!interval) return <p>{words.noInterval}</p>;
  const { level, coverage, halfWidth, space, method, askedFor, rows, groups, others, reach } = interval;
  const held = coverage === null ? modelsMessages.compare.missing : `${formatPercent(coverage)} of ${rows === null ? '' : `${formatInteger(rows)} `}held-out rows`;
  const each = method === 'split' ? 'each way' : 'each way on average';
  return (
    <>
      <KeyValue
        rows={[
          { label: words.method, value: intervalMethodWords[method].name, title: intervalMethodWords[method].explanation },
          ...(askedFor === null ? [] : [{ label: words.askedFor, value: `${intervalMethodWords[askedFor].name}: ${words.notOffered}` }]),
          { label: `${formatPercent(level, 0)} interval held`, value: held, title: metricWords.coverage.explanation },
          { label: words.halfWidth, value: space === 'log1p' ? `× ${formatNumber(Math.exp(halfWidth), 1)} ${each}` : `± ${formatNumber(halfWidth)} ${each}`, title: words.halfWidthNote },
        ]}
      />
      {groups.length > 0 && (
        <details className={styles.more}>
          <summary>{words.groups}</summary>
          {intervalGroupings.filter((grouping) => groups.some(({ by }) => by === grouping)).map((grouping) => (
            <Measured key={grouping} heading={words.groupedBy[grouping]} lines={groups.filter(({ by }) => by === grouping).map(({ by, name, ...measured }) => ({ key: name, name: by === 'step' ? words.nearestTo(formatInteger(Number(name))) : name, ...measured }))} />
          ))}
          <Measured heading={words.byMethod} lines={others.map(({ method: other, ...measured }) => ({ key: other, name: other === method ? words.used(intervalMethodWords[other].name) : intervalMethodWords[other].name, ...measured }))} />
        </details>
      )}
      {reach && (
        <details className={styles.more}>
          <summary>{words.reach}</summary>
          <table className={styles.table}>
            <thead><tr><th scope="col">{words.step}</th><th scope="col">{words.said}</th><th scope="col">{words.happened}</th><th scope="col" title={words.brierNote}>{words.brier}</th></tr></thead>
            <tbody>
              {reach.steps.map(({ step, expected, reached, brier, brierOfShare }) => (
                <tr key={step}><th scope="row">{words.atLeast(formatInteger(step))}</th><td>{formatPercent(expected)}</td><td>{formatPercent(reached)}</td><td>{formatNumber(brier, 3)} ({formatNumber(brierOfShare, 3)})</td></tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}

interface MeasuredLine {
  readonly key: string;
  readonly name: string;
  readonly rows: number;
  readonly coverage: number | null;
  readonly width: number | null;
}

function Measured({ heading, lines }: { readonly heading: string; readonly lines: readonly MeasuredLine[] }) {
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">{heading}</th><th scope="col">{words.rows}</th><th scope="col">{words.held}</th><th scope="col">{words.width}</th></tr></thead>
      <tbody>
        {lines.map(({ key, name, rows, coverage, width }) => (
          <tr key={key}><th scope="row">{name}</th><td>{formatInteger(rows)}</td><td>{formatPercent(coverage)}</td><td>{width === null ? modelsMessages.compare.missing : formatNumber(width)}</td></tr>
        ))}
      </tbody>
    </table>
  );
}
