import { describe, expect, it } from 'vitest';
import { curvesFinding, missOf, residualsFinding } from '@renderer/features/models/pictureFindings';

const panelOf = (...pairs: readonly (readonly [number, number])[]) => ({ title: null, faded: false, points: pairs.map(([actual, predicted], row) => ({ row, actual, predicted })) });
const curveOf = (validation: readonly number[], fold = 0) => ({ repeat: 0, fold, name: 'error', unit: 'tree', train: validation.map(() => 1), validation });

describe('what forecast against actual shows', () => {
  it('a miss is a factor in logarithms, the same both ways and 1 at the least, and a distance in units', () => {
    expect(missOf({ row: 1, actual: 99, predicted: 199 }, true)).toBeCloseTo(2, 12);
    expect(missOf({ row: 1, actual: 199, predicted: 99 }, true)).toBeCloseTo(2, 12);
    expect(missOf({ row: 1, actual: 0, predicted: 0 }, true)).toBe(1);
    expect(missOf({ row: 1, actual: 10, predicted: 7.5 }, false)).toBe(2.5);
  });
  it('tells the middle miss, and best and worst of several runs', () => {
    expect(residualsFinding([panelOf([99, 99], [99, 199], [99, 799])], true)).toBe('Half of the forecasts are within a factor of 2.0');
    expect(residualsFinding([panelOf([99, 199]), panelOf([99, 399])], true)).toBe('Half of the forecasts are within a factor of 2.0 to 4.0, by run');
    expect(residualsFinding([panelOf([10, 11], [10, 13])], false)).toBe('Half of the forecasts miss by at most 2');
    expect(residualsFinding([panelOf()], true)).toBe('No held-out row to draw');
  });
});

describe('what training curves show', () => {
  it('names where the held-out error is lowest', () => {
    expect(curvesFinding([curveOf([3, 1, 2])])).toBe('error is lowest at tree 2');
    expect(curvesFinding([curveOf([3, 1, 2, 2]), curveOf([3, 2, 1, 2], 1)])).toBe('error is lowest at tree 2 to 3, by fold');
  });
  it('says when most folds still learned at the end', () => {
    expect(curvesFinding([curveOf([3, 2, 1]), curveOf([3, 2, 1], 1), curveOf([1, 2, 3], 2)])).toBe('error still falls at the last tree');
  });
  it('claims nothing about held-out rows where none were measured', () => {
    expect(curvesFinding([{ ...curveOf([]), train: [3, 2] }])).toBe('error was not measured');
  });
});
