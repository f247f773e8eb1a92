/** The words of quality over time: names of figures, and anomalies in a sentence. */
import type { Statistic } from '../areas/qualityHistory';

const short = (value: number): string => value.toLocaleString('en-US', Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

/** A share of 1 as per cent, else the figure, short enough for a sentence. */
export function writeStatistic(value: number, unit: Statistic['unit']): string {
  return unit === 'share' ? `${short(value * 100)} %` : short(value);
}

export const qualityHistoryMessages = {
  names: {
    passRate: 'Share of checks that pass',
    rows: 'Rows',
    nullShare: (column: string): string => `Null share of ${column}`,
    failureShare: (subject: string, rule: string): string => `Failing share of ${subject}: ${rule}`,
    figure: (subject: string, rule: string): string => `${subject}: ${rule}`,
  },
  anomaly(name: string, unit: Statistic['unit'], before: number | null, now: number, lower: number | null, upper: number | null): string {
    const write = (value: number): string => writeStatistic(value, unit);
    const moved = before === null || before === now ? `is ${write(now)}` : `${now > before ? 'jumped' : 'fell'} from ${write(before)} to ${write(now)}`;
    const band = lower === null && upper === null ? '' : lower === null ? `, above ${write(upper ?? 0)}` : upper === null ? `, below ${write(lower)}` : write(lower) === write(upper) ? `, where it has always been ${write(lower)}` : `, outside ${write(lower)} to ${write(upper)}`;
    return `${name} ${moved}${band}`;
  },
  refused: { needsLimit: 'This method needs a lower limit, an upper limit, or both.', crossed: (lower: number, upper: number): string => `The lower limit ${lower} lies above the upper limit ${upper}. Swap them.` },
} as const;
