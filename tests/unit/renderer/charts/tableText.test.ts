import { describe, expect, it } from 'vitest';
import { tableText } from '../../../../src/renderer/charts/tableText';

describe('a table as tab-separated values', () => {
  it('has a header, empty cells for nulls, and no line or column broken by a cell', () => {
    expect(tableText({ columns: ['a', 'b'], rows: [[1, null], ['x\ty\nz', true]] })).toBe('a\tb\n1\t\nx y z\ttrue');
  });
});
