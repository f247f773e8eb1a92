import { describe, expect, it } from 'vitest';
import { curvesFigure, type TrainingCurve } from '../../../../src/renderer/charts/curvesFigure';
import { paletteOf } from '../../../../src/renderer/charts/palette';

const palette = paletteOf('dark');
const curve = (parts: Partial<TrainingCurve> = {}): TrainingCurve => ({ repeat: 1, fold: 1, name: 'error', unit: 'epoch', train: [3, 2, 1], validation: [3, 2.5, 2.4], ...parts });

describe('training curves', () => {
  it('draws training dotted and grey below, held out solid and blue above, a line per fold', () => {
    const { data } = curvesFigure([curve(), curve({ fold: 2 })], palette, 210);
    const [training, heldOut] = [{ line: { color: palette.rest, dash: 'dot' } }, { line: { color: palette.model } }];
    expect(data).toMatchObject([training, training, heldOut, heldOut]);
    expect(data[3]).toMatchObject({ x: [1, 2, 3], y: [3, 2.5, 2.4] });
  });
  it('says fold, step and value on hover, and the repeat where there are several', () => {
    const hover = (curves: readonly TrainingCurve[]) => curvesFigure(curves, palette, 210).data.at(-1);
    expect(hover([curve({ fold: 2 })])).toMatchObject({ customdata: ['Fold 2<br>epoch 1<br>held out 3.000', 'Fold 2<br>epoch 2<br>held out 2.500', 'Fold 2<br>epoch 3<br>held out 2.400'] });
    expect(hover([curve(), curve({ repeat: 2 })])).toMatchObject({ customdata: expect.arrayContaining(['Fold 1, repeat 2<br>epoch 1<br>held out 3.000']) as string[] });
  });
  it('looks past the steep first tenth', () => {
    const long = Array.from({ length: 100 }, (_, step) => (step < 10 ? 1000 : 2 - step / 100));
    const { layout } = curvesFigure([curve({ train: long, validation: long })], palette, 210);
    expect(layout.yaxis?.range?.[1]).toBeLessThan(3);
    expect(layout.xaxis?.range).toEqual([1, 100]);
  });
  it('pushes the two names apart where their lines end together, the higher one up', () => {
    const shifts = (validation: number, train: number) => curvesFigure([curve({ validation: [1, validation], train: [9, train] })], palette, 210).layout.annotations?.map(({ text, yshift }) => [text, yshift]);
    const [held, training] = shifts(2.01, 2) ?? [];
    expect(Number(held?.[1]) - Number(training?.[1])).toBeGreaterThan(12);
    const [below, above] = shifts(2, 2.01) ?? [];
    expect(Number(above?.[1]) - Number(below?.[1])).toBeGreaterThan(12);
    expect(shifts(2, 8)?.every(([, shift]) => Math.abs(Number(shift)) === 0)).toBe(true);
  });
});
