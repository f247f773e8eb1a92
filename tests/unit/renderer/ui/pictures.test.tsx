import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { DotStrip } from '../../../../src/renderer/ui/DotStrip';
import { MiniHistogram } from '../../../../src/renderer/ui/MiniHistogram';
import { ProgressBar } from '../../../../src/renderer/ui/ProgressBar';

const count = (markup: string, text: string): number => markup.split(text).length - 1;

describe('fold dots', () => {
  const rows = [
    { key: 'a', label: 'Ridge', folds: [1.7, 1.8, null], mean: 1.75, lead: true },
    { key: 'b', label: 'Median', folds: [2.1, 2.2, 2.3], mean: 2.2 },
  ];
  it('draws a dot per finished fold, a bar per mean, and says all of it in words', () => {
    const markup = renderToStaticMarkup(createElement(DotStrip, { rows, baseline: { value: 2.2, label: 'baseline' } }));
    expect(count(markup, '<circle')).toBe(5);
    expect(count(markup, '<rect')).toBe(2);
    expect(markup).toMatch(/aria-label="Ridge: mean 1.750, folds 1.700, 1.800, –/);
    expect(markup).toContain('baseline 2.2');
  });
  it('one equal value for all draws without a broken position', () => {
    const markup = renderToStaticMarkup(createElement(DotStrip, { rows: [{ key: 'a', label: 'x', folds: [2, 2], mean: 2 }] }));
    expect(markup).not.toContain('NaN');
  });
  it('nothing finished yet draws nothing', () => {
    expect(renderToStaticMarkup(createElement(DotStrip, { rows: [{ key: 'a', label: 'x', folds: [null], mean: null }] }))).not.toContain('<svg');
  });
});

describe('small pictures', () => {
  it('a histogram keeps its proportions and shows empty bins as a line', () => {
    const markup = renderToStaticMarkup(createElement(MiniHistogram, { counts: [0, 5, 10], width: 30, height: 20, label: 'Distribution of price' }));
    expect([...markup.matchAll(/ height="([\d.]+)"/g)].map((match) => Number(match[1]))).toEqual([20, 1, 10, 20]);
  });
  it('progress stays between its ends', () => {
    expect(renderToStaticMarkup(createElement(ProgressBar, { fraction: 1.7, label: 'x' }))).toContain('aria-valuenow="100"');
    expect(renderToStaticMarkup(createElement(ProgressBar, { fraction: -1, label: 'x' }))).toContain('aria-valuenow="0"');
  });
});
