import { beforeEach, describe, expect, it } from 'vitest';
import { mostScenarios, useScenarios } from '@renderer/features/forecast/scenarioDraft';
import { sliderScale, sliderSteps } from '@renderer/features/forecast/sliderScale';
import { makeField } from './fixtures';

function current() {
  const whatIf = useScenarios.getState().byRun.get('r1');
  if (!whatIf) throw new Error('no what-if');
  return whatIf;
}

describe('scenarios', () => {
  beforeEach(() => {
    useScenarios.setState({ byRun: new Map() });
    useScenarios.getState().begin('r1', [9, 'black'], 'As listed');
  });

  it('begin with A and are not begun twice', () => {
    useScenarios.getState().begin('r1', [1, 'white'], 'Other');
    expect(current()).toMatchObject({ values: [9, 'black'], loaded: 'A', scenarios: [{ letter: 'A', name: 'As listed' }] });
  });

  it('save, load, rename and remove', () => {
    const actions = useScenarios.getState();
    actions.setValue('r1', 0, 7);
    actions.save('r1', 'Two less');
    expect(current().scenarios.map((scenario) => [scenario.letter, scenario.values[0]])).toEqual([['A', 9], ['B', 7]]);
    actions.load('r1', 'A');
    expect(current().values[0]).toBe(9);
    actions.rename('r1', 'B', 'Cheaper');
    actions.remove('r1', 'A');
    expect(current().scenarios.map((scenario) => scenario.name)).toEqual(['As listed', 'Cheaper']);
    actions.load('r1', 'B');
    actions.remove('r1', 'B');
    expect(current()).toMatchObject({ loaded: 'A', scenarios: [{ letter: 'A' }] });
  });

  it('fill a freed letter and stop at eight', () => {
    const actions = useScenarios.getState();
    for (let index = 0; index < 12; index += 1) actions.save('r1', `s${index}`);
    expect(current().scenarios).toHaveLength(mostScenarios);
    actions.remove('r1', 'C');
    actions.save('r1', 'again');
    expect(current().scenarios.map((scenario) => scenario.letter).join('')).toBe('ABCDEFGH');
    expect(current().loaded).toBe('C');
  });
});

describe('the slider', () => {
  it('is linear over a short range and comes back to round steps', () => {
    const scale = sliderScale(makeField({ column: 'price', min: 1, max: 49, trainedLow: 2, trainedHigh: 19, step: 0.5 }));
    expect(scale?.toStep(1)).toBe(0);
    expect(scale?.toStep(49)).toBe(sliderSteps);
    expect(scale?.toStep(25)).toBeCloseTo(500, 9);
    expect(scale?.toValue(500)).toBe(25);
    expect(scale?.toValue(506)).toBe(25.5);
  });

  it('is logarithmic over a long tail', () => {
    const scale = sliderScale(makeField({ column: 'ratings', type: 'integer', min: 0, max: 2_000_000, trainedLow: 100, trainedHigh: 80_000, step: 1 }));
    expect(scale?.toStep(1385)).toBeGreaterThan(400);
    expect(scale?.toValue(sliderSteps)).toBe(2_000_000);
    expect(scale?.toValue(0)).toBe(0);
  });

  it('keeps values beyond the range at its ends', () => {
    const scale = sliderScale(makeField({ column: 'price' }));
    expect(scale?.toStep(500)).toBe(sliderSteps);
    expect(scale?.toStep(-5)).toBe(0);
    expect(sliderScale(makeField({ column: 'one', min: 2, max: 2 }))).toBeNull();
  });
});
