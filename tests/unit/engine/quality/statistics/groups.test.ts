/** Groups of values as a table of counts needs them. */
import { describe, expect, it } from 'vitest';
import { groupNumbers, groupValues } from '@engine/quality/statistics/groups';

describe('numbers', () => {
  it('fall into equal intervals, the highest into the last', () => {
    const group = groupNumbers([1, 1.1, 2, 2.3, 3, 3.3], 3, null);
    expect([1, 1.1, 2, 2.3, 3, 3.3].map(group)).toEqual(['0', '0', '1', '1', '2', '2']);
    expect(group(null)).toBe('(missing)');
  });

  it('widen given edges to hold every value', () => {
    const group = groupNumbers([-5, 0, 4, 20], 10, [10, 0, 5]);
    expect([-5, 0, 4, 5, 20].map(group)).toEqual(['0', '1', '1', '2', '3']);
  });

  it('make one group of one value', () => expect([7, 7].map(groupNumbers([7, 7], 4, null))).toEqual(['2', '2']));
});

describe('values', () => {
  const counts = [{ value: 'a', count: 1 }, { value: 'b', count: 5 }, { value: 'c', count: 3 }];

  it('stand for themselves while they are few, else the rare ones go together', () => {
    expect(new Set(['a', 'b', 'c', null].map(groupValues(counts, 3, null))).size).toBe(4);
    expect(['a', 'b', 'c'].map(groupValues(counts, 2, null))).toEqual(['(other)', 'string:b', 'string:c']);
  });

  it('go into the groups that name them', () => {
    const group = groupValues(counts, 10, [['a', 'b']]);
    expect(group('a')).toBe(group('b'));
    expect(group('c')).not.toBe(group('a'));
  });
});
