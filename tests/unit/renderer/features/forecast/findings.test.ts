import { describe, expect, it } from 'vitest';
import { batchFindingWords } from '@renderer/features/forecast/batchWords';
import type { CurvePoint } from '@shared/areas/forecasting';
import { changeWords, curveFinding, driversFinding, outsideWords, valueWords } from '@renderer/features/forecast/findings';
import { nearestStep } from '@renderer/features/forecast/nearestStep';
import { formatInterval, formatStep, formatUnits } from '@renderer/features/forecast/units';
import { waterfallOf } from '@renderer/features/forecast/waterfall';
import { previewHtml } from '@renderer/features/forecast/reportHtml';
import { makeField } from './fixtures';

function curve(values: readonly number[], extrapolatedFrom = Infinity): CurvePoint[] {
  return values.map((value, x) => ({ x, value, lower: value / 4, upper: value * 4, extrapolated: x >= extrapolatedFrom }));
}

describe('the title of a curve', () => {
  it('does not make a wiggle a movement', () => {
    expect(curveFinding('price', curve([370, 372, 365, 380]))).toBe('price barely moves this forecast');
    expect(curveFinding('price', curve([5, 5, 5]))).toBe('price does not move this forecast');
  });

  it('says the direction and how far', () => {
    expect(curveFinding('price', curve([400, 300, 200]))).toBe('The forecast falls with price, up to × 2.0');
    expect(curveFinding('price', curve([100, 120, 150]))).toBe('The forecast rises with price, up to × 1.5');
    expect(curveFinding('price', curve([100, 400, 110]))).toBe('The forecast rises and falls along price, up to × 4.0');
  });

  it('looks only where the model was trained', () => {
    expect(curveFinding('price', curve([100, 101, 100, 900], 3))).toBe('price barely moves this forecast');
    expect(curveFinding('price', curve([100, 900], 0))).toBe('price has no trained range to look along');
    expect(curveFinding('price', curve([0, 0]))).toBe('price does not move this forecast');
  });
});

describe('the title of the drivers', () => {
  it('names the strongest and its direction', () => {
    expect(driversFinding({ values: [{ column: 'price', value: 0.1 }, { column: 'stock', value: -0.9 }] })).toBe('stock lowers it most');
    expect(driversFinding({ values: [{ column: 'price', value: 0 }] })).toBe('This is about the average product');
    expect(driversFinding({ values: null })).toBe('This is about the average product');
  });
});

describe('the waterfall', () => {
  it('takes small columns together and ends at the forecast', () => {
    const values = Array.from({ length: 12 }, (_, index) => ({ column: `c${index}`, value: (index % 2 === 0 ? 1 : -1) * (12 - index) * 0.1 }));
    const waterfall = waterfallOf({ base: 6, values }, 5, (count) => `${count} others`);
    expect(waterfall?.steps.map((step) => step.label)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', '7 others']);
    expect(waterfall?.end).toBeCloseTo(6 + values.reduce((sum, entry) => sum + entry.value, 0), 12);
    expect(waterfall?.steps.at(-1)?.to).toBe(waterfall?.end);
  });

  it('does not call one column others, and needs additive values', () => {
    expect(waterfallOf({ base: 0, values: [{ column: 'a', value: 1 }, { column: 'b', value: 2 }] }, 1, String)?.steps.map((step) => step.label)).toEqual(['b', 'a']);
    expect(waterfallOf({ base: null, values: null }, 5, String)).toBeNull();
  });
});

describe('words for values', () => {
  it('say what was changed', () => {
    const price = makeField({ column: 'price' });
    const flag = makeField({ column: 'uses_ad_boosts', control: 'switch', type: 'integer' });
    expect(changeWords([])).toBe('nothing changed');
    expect(changeWords([{ field: price, from: 9, to: 7 }])).toBe('price 7 instead of 9');
    expect(changeWords([{ field: price, from: 9, to: 7 }, { field: flag, from: 0, to: 1 }])).toBe('price 7 and 1 more');
    expect(valueWords(1, flag)).toBe('on');
    expect(valueWords(null, price)).toBe('empty');
  });

  it('name what lies outside', () => {
    expect(outsideWords([])).toBe('');
    expect(outsideWords(['price'])).toBe('price lies beyond what the model has seen.');
    expect(outsideWords(['price', 'stock', 'x'])).toBe('price and 2 more lie beyond what the model has seen.');
  });

  it('show no more digits than are known', () => {
    expect(formatUnits(937.4)).toBe('937');
    expect(formatUnits(5049)).toBe('5,050');
    expect(formatUnits(0)).toBe('0');
    expect(formatUnits(7.256)).toBe('7.26');
    expect(formatUnits(null)).toBe('–');
    expect(formatInterval({ lower: 20.4, upper: 5047 })).toBe('20 to 5,000');
    expect(formatStep(100, [10, 100])).toBe('100+');
  });
});

describe('the nearest step', () => {
  it('is nearest in logs, the lower one on a tie', () => {
    expect(nearestStep(300, [100, 1000])).toBe(100);
    expect(nearestStep(400, [100, 1000])).toBe(1000);
    expect(nearestStep(Math.sqrt(101 * 1001) - 1, [100, 1000])).toBe(100);
    expect(nearestStep(5, [])).toBeNull();
  });
});

describe('what a batch will meet', () => {
  it('is said with examples and what follows from it', () => {
    expect(batchFindingWords({ column: 'price', kind: 'missing-column', count: 3, examples: [] })).toBe('is not in this version; it counts as empty in every row');
    expect(batchFindingWords({ column: 'price', kind: 'unreadable', count: 1, examples: ['cheap'] })).toBe('cannot be read in 1 row, such as "cheap"; they count as empty');
    expect(batchFindingWords({ column: 'colour', kind: 'unknown-category', count: 1200, examples: ['violet'] })).toBe('is new to the model in 1,200 rows, such as "violet"');
  });
});

describe('the preview', () => {
  it('puts the nonce on style elements only', () => {
    expect(previewHtml('<style>a{}</style><p style="x">', 'abc123')).toBe('<style nonce="abc123">a{}</style><p style="x">');
    expect(previewHtml('<styled>', 'abc')).toBe('<styled>');
    expect(previewHtml('<style>', '"><script>')).toBe('<style nonce="script">');
  });
});
