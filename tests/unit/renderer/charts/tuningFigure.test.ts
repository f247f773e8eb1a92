/** The picture of a search: what the line holds, and that states differ by shape and not by colour alone. */
import { describe, expect, it } from 'vitest';
import { bestSoFar, tuningFigure, type TrialMark } from '@renderer/charts/tuningFigure';
import { paletteOf } from '@renderer/charts/palette';

const mark = (number: number, kind: TrialMark['kind'], score: number): TrialMark => ({ number, kind, score, folds: 4, text: `trial ${number}` });
const trials = [mark(1, 'standard', 2), mark(2, 'pruned', 1), mark(3, 'finished', 1.8), mark(4, 'finished', 1.9), mark(5, 'failed', 3), mark(6, 'running', 1.2), mark(7, 'stopped', 1.5), mark(8, 'finished', 1.7)];

describe('the picture of a search', () => {
  it('holds the best so far among trials on all folds only', () => {
    expect(bestSoFar(trials, false)).toEqual([{ number: 1, best: 2 }, { number: 3, best: 1.8 }, { number: 4, best: 1.8 }, { number: 8, best: 1.7 }]);
    expect(bestSoFar(trials, true).at(-1)).toEqual({ number: 8, best: 2 });
  });

  it.each(['light', 'dark'] as const)('gives every state a shape of its own and shows every trial once (%s)', (scheme) => {
    const { data, layout } = tuningFigure(trials, { metric: 'RMSLE', higherIsBetter: false, palette: paletteOf(scheme) });
    const marks = data.slice(1) as { name: string; x: number[]; marker: { symbol: string } }[];
    expect(marks.flatMap(({ x }) => x).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(marks.map(({ marker }) => marker.symbol)).size).toBe(marks.length);
    expect(marks.map(({ name }) => name)).toEqual(['standard settings', 'tried on all folds', 'given up early', 'cut off', 'running', 'failed']);
    expect(layout.yaxis).toMatchObject({ title: { text: 'RMSLE' } });
  });

  it('draws nothing yet, and does not let one hopeless trial press the others together', () => {
    expect(tuningFigure([], { metric: 'RMSLE', higherIsBetter: false, palette: paletteOf('light') }).layout.yaxis).toMatchObject({ range: [0, 1] });
    const many = [...Array.from({ length: 20 }, (_, i) => mark(i + 1, 'finished', 1 + i / 100)), mark(21, 'finished', 500)];
    const { yaxis } = tuningFigure(many, { metric: 'RMSLE', higherIsBetter: false, palette: paletteOf('light') }).layout;
    expect(Number(yaxis?.range?.[1])).toBeLessThan(3);
  });
});
