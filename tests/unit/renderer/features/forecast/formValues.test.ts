import { describe, expect, it } from 'vitest';
import { changesOf, curveSpan, fieldOrder, initialValues, toTable, valuesFromRow, withValue } from '@renderer/features/forecast/formValues';
import { makeField, makeForm } from './fixtures';

const form = makeForm([makeField({ column: '__proto__', initial: 3 }), makeField({ column: 'price', importance: 0.5 }), makeField({ column: 'colour', control: 'choice', type: 'category', initial: 'black', importance: 0.2 })]);

describe('values of the form', () => {
  it('stay aligned with the fields, whatever their names', () => {
    const values = initialValues(form);
    expect(values).toEqual([3, 8, 'black']);
    expect(toTable(form, [values, withValue(values, 0, 4)])).toEqual({ columns: ['__proto__', 'price', 'colour'], rows: [[3, 8, 'black'], [4, 8, 'black']] });
  });

  it('put the fields the model leans on first', () => {
    expect(fieldOrder(form).map((index) => form.fields[index]?.column)).toEqual(['price', 'colour', '__proto__']);
  });

  it('name what changed', () => {
    const before = initialValues(form);
    expect(changesOf(form, before, before)).toEqual([]);
    expect(changesOf(form, before, withValue(before, 1, null)).map(({ field, from, to }) => [field.column, from, to])).toEqual([['price', 8, null]]);
  });

  it('take the cells of a row by column and keep what the row lacks', () => {
    expect(valuesFromRow(form, ['title', 'price', '__proto__'], ['Shirt', 12, null], initialValues(form))).toEqual([null, 12, 'black']);
    expect(['8.50', 'inf', ''].map((price) => valuesFromRow(form, ['price'], [price], initialValues(form))[1])).toEqual([8.5, null, null]);
  });
});

describe('the span of a curve', () => {
  it('goes a little beyond what was trained on, not below zero, and holds the value', () => {
    const span = curveSpan(makeField({ column: 'price' }), 8);
    expect(span?.from).toBe(0);
    expect(span?.to).toBeCloseTo(59.56, 9);
    expect(curveSpan(makeField({ column: 'price' }), 60)?.to).toBe(60);
  });

  it('stays near nine in ten rows where the tail is long', () => {
    expect(curveSpan(makeField({ column: 'ratings', min: 0, max: 2_000_000, trainedLow: 100, trainedHigh: 80_000 }), 500)).toEqual({ from: 0, to: 159_900 });
  });

  it('needs a range', () => {
    expect(curveSpan(makeField({ column: 'flag', min: 1, max: 1 }), 1)).toBeNull();
    expect(curveSpan(makeField({ column: 'empty', min: null, max: null }), null)).toBeNull();
  });
});
