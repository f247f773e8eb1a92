import { describe, expect, it } from 'vitest';
import { paletteOf } from '../../../../src/renderer/charts/palette';
import { residualsFigure, residualsHeight, type ResidualPanel } from '../../../../src/renderer/charts/residualsFigure';

const palette = paletteOf('light');
const panel = (title: string | null, pairs: readonly (readonly [number, number])[], faded = false): ResidualPanel => ({ title, faded, points: pairs.map(([actual, predicted], index) => ({ row: 1200 + index, actual, predicted })) });

describe('forecast against actual', () => {
  it('says the row and both values on hover', () => {
    const { data } = residualsFigure([panel(null, [[100, 85.5]])], { target: 'units_sold', logarithmic: true, palette });
    expect(data[0]).toMatchObject({ customdata: ['Row 1,200<br>actual 100<br>forecast 85.5'], hovertemplate: '%{customdata}<extra></extra>' });
  });
  it('draws log axes for log targets, with zeros at their edge and true values in the hover', () => {
    const { data, layout } = residualsFigure([panel(null, [[0, 250], [1000, -3]])], { target: 'units_sold', logarithmic: true, palette });
    expect(layout.xaxis).toMatchObject({ type: 'log', range: [Math.log10(0.8), Math.log10(1250)] });
    expect(layout.yaxis?.range).toEqual(layout.xaxis?.range);
    expect(data[0]).toMatchObject({ x: [0.8, 1000], y: [250, 0.8], customdata: ['Row 1,200<br>actual 0<br>forecast 250', 'Row 1,201<br>actual 1,000<br>forecast −3'] });
  });
  it('keeps linear axes linear and wide enough for negative values', () => {
    const { layout } = residualsFigure([panel(null, [[-10, 5], [20, 90]])], { target: 'profit', logarithmic: false, palette });
    expect(layout.xaxis).toMatchObject({ type: 'linear', range: [-13, 93], title: { text: 'actual profit' } });
  });
  it('gives several runs one domain, axes that zoom together and a diagonal each; what is not honest is grey', () => {
    const runs = [panel('Run 1', [[1, 2]]), panel('Run 2', [[5, 9000]], true), panel('Run 3', [[3, 3]]), panel('Run 4', [[4, 4]])];
    const { data, layout } = residualsFigure(runs, { target: 'units_sold', logarithmic: true, palette });
    expect(data).toMatchObject([palette.model, palette.rest, palette.model, palette.model].map((color) => ({ marker: { color } })));
    expect(layout.xaxis2).toMatchObject({ matches: 'x', range: layout.xaxis?.range });
    expect(layout.yaxis4).toMatchObject({ matches: 'y', anchor: 'x4' });
    expect(layout.shapes).toHaveLength(4);
    expect(layout.annotations?.map(({ text }) => text)).toEqual(['Run 1', 'Run 2', 'Run 3', 'Run 4']);
    expect(layout.yaxis4?.domain?.[1]).toBeLessThan(layout.yaxis?.domain?.[0] ?? 0);
    expect(residualsHeight(4)).toBe(2 * residualsHeight(3));
  });
  it('stays finite with one value and with none', () => {
    for (const points of [[[7, 7]], []] as const) {
      for (const logarithmic of [true, false]) {
        const range = residualsFigure([panel(null, points)], { target: 'x', logarithmic, palette }).layout.xaxis?.range ?? [];
        expect(range.every(Number.isFinite)).toBe(true);
        expect(range[1]).toBeGreaterThan(range[0]);
      }
    }
  });
});
