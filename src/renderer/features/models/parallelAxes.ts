/** All runs as lines over parallel axes: what was chosen at the left, what came out at the right. Pure geometry in shares. */
import { modelKinds, type MetricName, type Run } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { linearScale } from '@renderer/charts/scales';
import { formatInteger, formatNumber } from '@renderer/ui/format';

export interface ParallelAxis {
  readonly key: string;
  readonly title: string;
  /** Labels with their share of the axis height, 0 at the bottom. */
  readonly marks: readonly { readonly label: string; readonly at: number }[];
  /** One share per line, null where the run has no value. */
  readonly positions: readonly (number | null)[];
  readonly texts: readonly string[];
}

export interface ParallelPicture {
  readonly runs: readonly Run[];
  readonly axes: readonly ParallelAxis[];
}

/** Runs of one target and metric that have a score. Axes on which nothing differs are left out, but for model, score and time. */
export function parallelPicture(runs: readonly Run[], subject: Pick<Run, 'target' | 'metric'>): ParallelPicture {
  const { metric } = subject;
  const shown = runs.filter((run) => run.target === subject.target && run.metric === metric && run.metrics[metric]?.mean != null);
  const axes: ParallelAxis[] = [];
  if (shown.length > 0) {
    axes.push(categoryAxis('model', 'algorithm', shown.map((run) => modelWords[run.model].name), modelKinds.map((kind) => modelWords[kind].name)));
    pushIfVaried(axes, categoryAxis('leak', 'columns', shown.map((run) => (run.usesLeak ? 'with a leak' : 'no leak')), ['with a leak', 'no leak']));
    pushIfVaried(axes, categoryAxis('split', 'folds by', shown.map(foldsBy)));
    pushIfVaried(axes, categoryAxis('rows', 'rows', shown.map((run) => formatInteger(run.rows))));
    axes.push(numberAxis(metric, metricWords[metric].name, shown.map((run) => run.metrics[metric]?.mean ?? null)));
    axes.push(numberAxis('duration', 'fit time, s', shown.map((run) => run.durationMs / 1000)));
  }
  return { runs: shown, axes };
}

/** Lines that pass every brushed range (shares of an axis, low to high). */
export function passing(picture: ParallelPicture, brushes: ReadonlyMap<string, readonly [number, number]>): readonly boolean[] {
  return picture.runs.map((_, line) =>
    picture.axes.every((axis) => {
      const range = brushes.get(axis.key);
      const at = axis.positions[line];
      return range === undefined || (at !== null && at !== undefined && at >= range[0] && at <= range[1]);
    }),
  );
}

function foldsBy(run: Run): string {
  const split = run.parameters['split'];
  const groupBy = run.parameters['groupBy'];
  if (split === 'group' && typeof groupBy === 'string') return groupBy;
  if (split === 'kfold') return 'random rows';
  return typeof split === 'string' ? split : 'not said';
}

function pushIfVaried(axes: ParallelAxis[], axis: ParallelAxis): void {
  if (axis.marks.length > 1) axes.push(axis);
}

/** Members of one category lie side by side within a narrow stripe, so that every line can be seen. */
function categoryAxis(key: string, title: string, values: readonly string[], order: readonly string[] = []): ParallelAxis {
  const categories = [...new Set(values)].sort((left, right) => rank(order, left) - rank(order, right) || left.localeCompare(right, 'en'));
  const centre = (category: number): number => (categories.length === 1 ? 0.5 : 1 - category / (categories.length - 1));
  const counts = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const value of values) totals.set(value, (totals.get(value) ?? 0) + 1);
  const stripe = Math.min(0.06, 0.3 / Math.max(1, categories.length));
  const positions = values.map((value) => {
    const seen = counts.get(value) ?? 0;
    counts.set(value, seen + 1);
    const total = totals.get(value) ?? 1;
    const offset = total === 1 ? 0 : (seen / (total - 1) - 0.5) * stripe;
    return Math.min(1, Math.max(0, centre(categories.indexOf(value)) + offset));
  });
  return { key, title, positions, texts: values, marks: categories.map((label, index) => ({ label, at: centre(index) })) };
}

function rank(order: readonly string[], value: string): number {
  const place = order.indexOf(value);
  return place < 0 ? order.length : place;
}

function numberAxis(key: MetricName | 'duration', title: string, values: readonly (number | null)[]): ParallelAxis {
  const finite = values.filter((value): value is number => value !== null);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const room = high > low ? (high - low) * 0.05 : Math.abs(high) * 0.1 || 1;
  const scale = linearScale(low - room, high + room, 5);
  const gap = scale.ticks[1] !== undefined && scale.ticks[0] !== undefined ? scale.ticks[1] - scale.ticks[0] : 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(gap) + 1e-9));
  return {
    key,
    title,
    positions: values.map((value) => (value === null ? null : scale.position(value))),
    texts: values.map((value) => formatNumber(value, key === 'duration' ? 1 : 3)),
    marks: scale.ticks.map((tick) => ({ label: formatNumber(tick, decimals), at: scale.position(tick) })),
  };
}
