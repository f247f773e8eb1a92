/** What the pictures of an explanation are made of: dots that do not hide each other, axes for numbers and words, titles. */
import { describe, expect, it } from 'vitest';
import { columnAxis } from '@renderer/features/models/explain/axis';
import { dependenceFinding, pairFinding, sharesFinding, shareWords, summaryFinding } from '@renderer/features/models/explain/explainFindings';
import { dotPaths, layoutSwarm } from '@renderer/features/models/explain/swarm';

describe('strip of dots', () => {
  it('stacks dots of one place from the middle outwards and stays inside the strip', () => {
    const dots = layoutSwarm(Array.from({ length: 5 }, () => ({ x: 30, place: 0.5 })), 12);
    expect(dots.map(({ offset }) => offset)).toEqual([0, 3, -3, 6, -6]);
    const many = layoutSwarm(Array.from({ length: 101 }, () => ({ x: 30, place: 0.5 })), 12);
    expect(Math.max(...many.map(({ offset }) => Math.abs(offset)))).toBeCloseTo(12, 10);
    expect(layoutSwarm([{ x: 30, place: null }, { x: 60, place: 1 }], 12).map(({ offset }) => offset)).toEqual([0, 0]);
  });

  it('draws a path per shade, every dot once', () => {
    const dots = layoutSwarm([0, 0.19, 0.2, 0.999, 1, null].map((place, i) => ({ x: 10 * i, place })), 12);
    const paths = dotPaths(dots, 20);
    expect(paths.map(({ shade }) => shade)).toEqual([0, 1, 4, null]);
    expect(paths.reduce((total, { path }) => total + path.split('h0').length - 1, 0)).toBe(6);
  });
});

describe('axis of a column', () => {
  it('is to scale for numbers and one place each for anything else', () => {
    const numbers = columnAxis([0, 10, null, 5]);
    expect([0, 5, 10, null].map((cell) => numbers.position(cell))).toEqual([0, 0.5, 1, null]);
    const words = columnAxis(['red', 'blue', 'red']);
    expect(words.position('red')).toBe(0.25);
    expect(words.position('blue')).toBe(0.75);
    expect(words.position('green')).toBeNull();
    expect(words.ticks.map(({ text }) => text)).toEqual(['red', 'blue']);
    expect(columnAxis(Array.from({ length: 40 }, (_, i) => `level ${i}`)).ticks.length).toBeLessThanOrEqual(8);
  });
});

describe('titles', () => {
  const driver = (column: string, meanAbsolute: number) => ({ column, meanAbsolute, direction: null, points: [] });

  it('say the share of the strongest column, and nothing of columns where there are none', () => {
    expect(summaryFinding([driver('price', 3), driver('colour', 1)])).toBe('price explains most: 75 % of all that columns add');
    expect(summaryFinding([])).toBe('No column moves this model');
  });

  it('claim a direction only where ranks say so', () => {
    expect(sharesFinding({ column: 'price', direction: -0.9 })).toBe('High price goes with a lower forecast');
    expect(sharesFinding({ column: 'price', direction: 0.2 })).toMatch(/does not simply rise or fall/);
    expect(sharesFinding({ column: 'colour', direction: null })).toMatch(/does not simply rise or fall/);
  });

  it('name the highest and lowest category, and the pairs that never occur', () => {
    const spread = { mean: 0, low: 0, high: 0 };
    const point = (x: string, mean: number) => ({ x, mean, low: mean, high: mean, rows: 9, centred: spread });
    const view = { column: 'colour', kind: 'category' as const, sampleRows: 9, points: [point('red', 2), point('blue', 5)], lines: [], steps: [], shape: null, accumulated: [] };
    expect(dependenceFinding(view)).toBe('colour: blue highest, red lowest');
    expect(dependenceFinding({ ...view, kind: 'number', shape: 'falls' })).toBe('The forecast falls with colour');
    expect(pairFinding({ columns: ['a', 'b'], first: [1], second: [1, 2], sampleRows: 5, cells: [[{ mean: 1, rows: 0 }, { mean: 2, rows: 3 }]] })).toBe('a and b: 1 of 2 pairs never occur');
  });

  it('tell a share of logarithms as a factor', () => {
    expect(shareWords(Math.log(1.5), 'log1p')).toBe('× 1.50');
    expect(shareWords(3, 'units')).toBe('+3');
  });
});
