import { beforeEach, describe, expect, it } from 'vitest';
import { letterOf, useWhatIf } from '@renderer/features/forecast/scenarioDraft';
import { sliderScale, sliderSteps } from '@renderer/features/forecast/sliderScale';
import { makeField } from './fixtures';

function current() {
  const whatIf = useWhatIf.getState().byRun.get('r1');
  if (!whatIf) throw new Error('no what-if');
  return whatIf;
}

describe('the form as it stands', () => {
  beforeEach(() => {
    useWhatIf.setState({ byRun: new Map() });
    useWhatIf.getState().begin('r1', [9, 'black'], 'As listed');
  });

  it('begins once, and remembers where', () => {
    useWhatIf.getState().begin('r1', [1, 'white'], 'Other');
    expect(current()).toMatchObject({ values: [9, 'black'], loaded: null, start: { name: 'As listed', values: [9, 'black'] } });
  });

  it('changes, loads a scenario, goes back to its start, and starts from another product', () => {
    const actions = useWhatIf.getState();
    actions.setValue('r1', 0, 7);
    expect(current().values).toEqual([7, 'black']);
    actions.load('r1', 's1', [5, 'white']);
    expect(current()).toMatchObject({ values: [5, 'white'], loaded: 's1', start: { values: [9, 'black'] } });
    actions.load('r1', null, current().start.values);
    expect(current()).toMatchObject({ values: [9, 'black'], loaded: null });
    actions.setCurveColumn('r1', 'price');
    actions.startFrom('r1', [3, 'red'], 'A red one');
    expect(current()).toMatchObject({ values: [3, 'red'], start: { name: 'A red one' }, curveColumn: 'price' });
    actions.setValue('nobody', 0, 1);
    expect(useWhatIf.getState().byRun.size).toBe(1);
  });

  it('letters follow the start, which is A', () => {
    expect([0, 1, 24, 25].map(letterOf)).toEqual(['B', 'C', 'Z', '27']);
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
