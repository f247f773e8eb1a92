/** The first run against another: the difference with its interval, or why the two cannot be compared. */
import type { Comparison, Run } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { linearScale } from '@renderer/charts/scales';
import { Tag, type Tone } from '@renderer/ui';
import { formatMetric, formatMetricDifference } from '@renderer/ui/formatMetric';
import styles from './ComparePage.module.css';
import { modelsMessages as words } from './messages';

type Pair = Comparison['pairs'][number];

const tones: Readonly<Record<Pair['verdict'], Tone>> = { better: 'good', worse: 'attention', 'no-clear-winner': 'neutral', 'not-comparable': 'failure' };

interface PairVerdictProps {
  readonly pair: Pair;
  readonly first: Run;
  readonly other: Run;
  /** Largest distance from 0 over all pairs, so that their pictures share an axis. */
  readonly reach: number;
}

export function PairVerdict({ pair, first, other, reach }: PairVerdictProps) {
  const { difference, lower, upper } = pair;
  return (
    <div className={styles.pair}>
      <div className={styles.pairHead}>
        <span>{first.number} against {other.number}</span>
        <Tag tone={tones[pair.verdict]}>{words.verdicts[pair.verdict]}</Tag>
      </div>
      {difference === null || lower === null || upper === null ? (
        <>
          <div className={styles.pairLine}><span>{modelWords[other.model].name}</span></div>
          <p className={styles.words}>{pair.reason}</p>
        </>
      ) : (
        <>
          <div className={styles.pairLine}><span>{modelWords[other.model].name}</span><b>{formatMetricDifference(pair.metric, difference)}</b></div>
          <Interval difference={difference} lower={lower} upper={upper} reach={reach} clear={pair.verdict !== 'no-clear-winner'} />
          <p className={styles.words}>95 % interval {formatMetric(pair.metric, lower)} to {formatMetric(pair.metric, upper)}. {pair.reason}</p>
        </>
      )}
    </div>
  );
}

interface IntervalProps {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
  readonly reach: number;
  readonly clear: boolean;
}

/** A difference with its interval on an axis around zero. */
export function Interval({ difference, lower, upper, reach, clear }: IntervalProps) {
  const scale = linearScale(-reach * 1.08, reach * 1.08);
  const at = (value: number): string => `${(scale.position(value) * 100).toFixed(2)}%`;
  const textLeft = difference > 0;
  return (
    <svg className={`${styles.interval} ${clear ? styles.clear : ''}`} aria-hidden="true">
      <line className={styles.zero} x1={at(0)} x2={at(0)} y1="2" y2="28" />
      <line x1={at(lower)} x2={at(upper)} y1="9" y2="9" />
      <circle cx={at(difference)} cy="9" r="4.5" />
      <svg x={at(0)} y="27" overflow="visible"><text x={textLeft ? -5 : 5} textAnchor={textLeft ? 'end' : 'start'}>{words.compare.noDifference}</text></svg>
    </svg>
  );
}
