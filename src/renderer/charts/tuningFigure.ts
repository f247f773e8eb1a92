/** Trials of a search in their order: a mark each, its shape and colour by what became of it, and the best so far as a line. Pure. */
import type { Layout } from 'plotly.js';
import { formatNumber } from '../ui/format';
import { baseLayout, type Figure } from './figure';
import type { ChartPalette } from './palette';

export type TrialKind = 'standard' | 'finished' | 'pruned' | 'stopped' | 'failed' | 'running';

export interface TrialMark {
  readonly number: number;
  readonly kind: TrialKind;
  /** Mean over the folds tried. */
  readonly score: number;
  readonly folds: number;
  /** What is said of it on hover. */
  readonly text: string;
}

interface TuningStyle {
  readonly metric: string;
  /** Best first: true where more is better. */
  readonly higherIsBetter: boolean;
  readonly palette: ChartPalette;
}

/** Names of the kinds as the legend says them, in its order. */
export const trialKindWords: Readonly<Record<TrialKind, string>> = { standard: 'standard settings', finished: 'tried on all folds', pruned: 'given up early', stopped: 'cut off', running: 'running', failed: 'failed' };

const shapes = { standard: 'square', finished: 'circle', pruned: 'triangle-down-open', stopped: 'line-ew-open', running: 'circle-open', failed: 'x-thin-open' } as const satisfies Readonly<Record<TrialKind, string>>;

export interface BestStep {
  readonly number: number;
  readonly best: number;
}

/** Best so far among the trials on all folds, at each of them. */
export function bestSoFar(trials: readonly TrialMark[], higherIsBetter: boolean): readonly BestStep[] {
  const steps: BestStep[] = [];
  for (const { number, kind, score } of trials) {
    if (kind !== 'standard' && kind !== 'finished') continue;
    const held = steps.at(-1)?.best;
    steps.push({ number, best: held === undefined || (higherIsBetter ? score > held : score < held) ? score : held });
  }
  return steps;
}

export function tuningFigure(trials: readonly TrialMark[], { metric, higherIsBetter, palette }: TuningStyle): Figure {
  const base = baseLayout(palette);
  const colours: Readonly<Record<TrialKind, string>> = { standard: palette.second, finished: palette.model, pruned: palette.rest, stopped: palette.rest, running: palette.model, failed: palette.failure };
  const steps = bestSoFar(trials, higherIsBetter);
  const last = trials.at(-1)?.number ?? 1;
  const line = [...steps, ...(steps.length > 0 ? [{ number: last, best: steps.at(-1)?.best ?? 0 }] : [])];
  const kinds = (Object.keys(trialKindWords) as TrialKind[]).filter((kind) => trials.some((trial) => trial.kind === kind));
  const data: Figure['data'] = [
    { type: 'scatter', mode: 'lines', name: 'best so far', x: line.map(({ number }) => number), y: line.map(({ best }) => best), line: { color: palette.model, width: 1.6, shape: 'hv' }, hoverinfo: 'skip' },
    ...kinds.map((kind) => {
      const own = trials.filter((trial) => trial.kind === kind);
      return {
        type: 'scatter' as const,
        mode: 'markers' as const,
        name: trialKindWords[kind],
        x: own.map(({ number }) => number),
        y: own.map(({ score }) => score),
        customdata: own.map(({ text }) => text),
        hovertemplate: '%{customdata}<extra></extra>',
        marker: { symbol: shapes[kind], size: kind === 'standard' ? 10 : 8, color: colours[kind], line: { color: colours[kind], width: 1.4 } },
      };
    }),
  ];
  const [low, high] = scoreRange(trials);
  const layout: Partial<Layout> = {
    ...base,
    hovermode: 'closest',
    dragmode: 'zoom',
    showlegend: true,
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', font: { size: 11.5, color: palette.text } },
    margin: { l: 52, r: 12, t: 34, b: 40 },
    xaxis: { ...base.xaxis, title: { ...base.xaxis?.title, text: 'trial' }, range: [0.4, Math.max(8, last) + 0.6], zeroline: false },
    yaxis: { ...base.yaxis, title: { ...base.yaxis?.title, text: metric }, range: [low, high], nticks: 6, zeroline: false },
  };
  return { data, layout };
}

/** A few hopeless trials would press all others together: the axis ends where nine of ten lie, the rest stands beyond it. */
function scoreRange(trials: readonly TrialMark[]): readonly [number, number] {
  const scores = trials.map(({ score }) => score).sort((a, b) => a - b);
  const [first, end] = [scores[0], scores.at(-1)];
  if (first === undefined || end === undefined) return [0, 1];
  const at = (share: number): number => scores[Math.round((scores.length - 1) * share)] ?? first;
  const middle = at(0.9) - at(0.1);
  const low = Math.max(first, at(0.1) - 3 * middle);
  const high = Math.min(end, at(0.9) + 3 * middle);
  const room = high > low ? (high - low) * 0.08 : Math.abs(high) * 0.05 || 0.5;
  return [low - room, high + room];
}

export function trialText(number: number, kind: TrialKind, model: string, score: number, folds: number, settings: string): string {
  return `Trial ${number}, ${trialKindWords[kind]}<br>${model}: ${formatNumber(score, 4)} on ${folds} ${folds === 1 ? 'fold' : 'folds'}<br>${settings}`;
}
