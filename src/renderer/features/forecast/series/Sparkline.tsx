/** A series in small: what was sold, and the forecast with its band where there is one. */
import type { BandPoint } from '@shared/areas/series';
import styles from './Series.module.css';

interface SparklineProps {
  readonly recent: readonly (number | null)[];
  readonly forecast: readonly BandPoint[] | null;
  readonly width: number;
  readonly height: number;
}

export function Sparkline({ recent, forecast, width, height }: SparklineProps) {
  const ahead = forecast ?? [];
  const count = recent.length + ahead.length;
  const top = Math.max(1e-9, ...recent.map((value) => value ?? 0), ...ahead.map(({ value }) => value));
  const low = Math.min(0, ...recent.map((value) => value ?? 0));
  const x = (index: number): number => (count < 2 ? 0 : (index / (count - 1)) * (width - 4) + 2);
  const y = (value: number): number => height - 2 - ((Math.min(value, top) - low) / (top - low)) * (height - 4);
  const first = recent.length;
  const banded = ahead.flatMap(({ lower, upper }, i) => (lower === null || upper === null ? [] : [{ i: first + i, lower, upper }]));
  const line = (points: readonly string[]): string => (points.length === 0 ? '' : `M${points.join('L')}`);
  return (
    <svg width="100%" height={height} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true" className={styles.spark}>
      {banded.length > 0 && <path className={styles.sparkBand} d={`${line([...banded.map(({ i, upper }) => `${x(i)} ${y(upper)}`), ...[...banded].reverse().map(({ i, lower }) => `${x(i)} ${y(lower)}`)])}Z`} />}
      <path className={styles.sparkLine} d={runsOf(recent).map((run) => line(run.map(({ index, value }) => `${x(index)} ${y(value)}`))).join('')} />
      {ahead.length > 0 && <path className={styles.sparkForecast} d={line(ahead.map(({ value }, i) => `${x(first + i)} ${y(value)}`))} />}
    </svg>
  );
}

/** Stretches without a missing value. */
function runsOf(values: readonly (number | null)[]): { readonly index: number; readonly value: number }[][] {
  const runs: { index: number; value: number }[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ index, value });
  });
  return runs.filter((run) => run.length > 0);
}
