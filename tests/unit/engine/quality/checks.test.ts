import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { checkSchema } from '@shared/areas/qualitySchema';
import { openDatasets, type OpenDatasets } from '../datasets/openDatasets';

const csv = ['id,price,size,day,note', 'a1,1.5,S,2025-01-01,x', 'a2,300,M,2025-01-02,', 'a2,-4,L,2025-02-01,"two', 'lines"', ',1.5,XXL,,y', 'B4,,M,2026-01-01,z'].join('\n');

async function tryCheck(open: OpenDatasets, snapshotId: string, check: z.input<typeof checkSchema>) {
  return open.quality.handlers['quality.tryCheck']({ snapshotId, check: checkSchema.parse(check) }, open.context);
}

describe('each check against answers known by hand', () => {
  test.each<[string, z.input<typeof checkSchema>, readonly number[]]>([
    ['not-null', { check: 'not-null', column: 'id' }, [4]],
    ['unique: every row of a repeated value', { check: 'unique', column: 'id' }, [2, 3]],
    ['unique: missing cells repeat nothing', { check: 'unique', column: 'note' }, []],
    ['range with both bounds, both included', { check: 'range', column: 'price', args: { min: 1.5, max: 299 } }, [2, 3]],
    ['range with a smallest value', { check: 'range', column: 'price', args: { min: 0 } }, [3]],
    ['range with a largest value', { check: 'range', column: 'price', args: { max: 300 } }, []],
    ['range of dates', { check: 'range', column: 'day', args: { min: '2025-01-02', max: '2025-12-31' } }, [1, 5]],
    ['range of text, by character', { check: 'range', column: 'id', args: { min: 'a' } }, [5]],
    ['one-of', { check: 'one-of', column: 'size', args: { values: ['S', 'M', 'L'] } }, [4]],
    ['one-of numbers, as numbers', { check: 'one-of', column: 'price', args: { values: ['1.50', '300', 'x'] } }, [3]],
    ['one-of nothing', { check: 'one-of', column: 'size', args: { values: [] } }, [1, 2, 3, 4, 5]],
    ['pattern, the whole value', { check: 'pattern', column: 'id', args: { pattern: 'a\\d' } }, [5]],
    ['pattern of part of a value', { check: 'pattern', column: 'size', args: { pattern: 'X' } }, [1, 2, 3, 4, 5]],
    ['pattern of a number', { check: 'pattern', column: 'price', args: { pattern: '[0-9.]+' } }, [3]],
    ['type that is right', { check: 'type', column: 'price', args: { type: 'decimal' } }, []],
    ['decimals are no whole numbers', { check: 'type', column: 'price', args: { type: 'integer' } }, [1, 4]],
    ['text is no number', { check: 'type', column: 'id', args: { type: 'decimal' } }, [1, 2, 3, 5]],
    ['a date is a date with time', { check: 'type', column: 'day', args: { type: 'datetime' } }, []],
    ['a number is no date', { check: 'type', column: 'price', args: { type: 'date' } }, [1, 2, 3, 4]],
    ['anything is text', { check: 'type', column: 'price', args: { type: 'category' } }, []],
  ])('%s', async (_, check, failing) => {
    const open = openDatasets();
    const { id } = await open.stored(csv);
    const result = await tryCheck(open, id, check);
    expect(result.sample.map(({ row }) => row)).toEqual(failing);
    expect(result).toMatchObject({ failures: failing.length, failureShare: failing.length / result.considered, success: failing.length === 0 });
    expect(result.considered + result.missing).toBe(5);
    expect(result.rule.length).toBeGreaterThan(3);
    const page = await open.quality.handlers['quality.failingRows']({ snapshotId: id, check: checkSchema.parse(check), offset: 0, limit: 100 }, open.context);
    expect(page).toMatchObject({ total: failing.length, rowNumbers: failing });
  });

  test('row counts data rows, line is the line in the file', async () => {
    const open = openDatasets();
    const { id } = await open.stored(csv);
    const { sample, observed } = await tryCheck(open, id, { check: 'range', column: 'price', args: { min: 0, max: 1 } });
    expect(sample).toEqual([{ row: 1, line: 2, value: 1.5 }, { row: 2, line: 3, value: 300 }, { row: 3, line: 4, value: -4 }, { row: 4, line: 6, value: 1.5 }]);
    expect(observed).toMatch(/^-4(\.0)? to 300(\.0)?$/);
    const page = await open.quality.handlers['quality.failingRows']({ snapshotId: id, check: checkSchema.parse({ check: 'not-null', column: 'price' }), offset: 0, limit: 1 }, open.context);
    expect(page).toMatchObject({ total: 1, rowNumbers: [5], lines: [7], rows: [['B4', null, 'M', '2026-01-01', 'z']] });
  });

  test('a share of the rows may be allowed to fail', async () => {
    const open = openDatasets();
    const { id } = await open.stored(csv);
    expect((await tryCheck(open, id, { check: 'not-null', column: 'id', mostly: 0.8 })).success).toBe(true);
    expect((await tryCheck(open, id, { check: 'not-null', column: 'id', mostly: 0.81 })).success).toBe(false);
  });

  test('a column that is gone fails in every row', async () => {
    const open = openDatasets();
    const { id } = await open.stored(csv);
    expect(await tryCheck(open, id, { check: 'not-null', column: 'colour' })).toMatchObject({ success: false, failures: 5, failureShare: 1, observed: 'this version has no column colour' });
  });

  test('checks that cannot be right are refused', async () => {
    const open = openDatasets();
    const { id } = await open.stored(csv);
    const wrong: z.input<typeof checkSchema>[] = [{ check: 'pattern', column: 'id', args: { pattern: '(a' } }, { check: 'pattern', column: 'id', args: { pattern: 'a(?=b)' } }, { check: 'range', column: 'price' }, { check: 'range', column: 'price', args: { min: 2, max: 1 } }, { check: 'range', column: 'price', args: { min: 'cheap' } }];
    for (const check of wrong) {
      await expect(tryCheck(open, id, check), JSON.stringify(check)).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });

  test('a pattern that would hang a backtracking engine answers at once', async () => {
    const open = openDatasets();
    const { id } = await open.stored(`a,b\n${'a'.repeat(5000)}!,1\n`);
    const start = performance.now();
    expect((await tryCheck(open, id, { check: 'pattern', column: 'a', args: { pattern: '(a+)+' } })).failures).toBe(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('numbers that came as text are outside every range', async () => {
    const open = openDatasets();
    const { id } = await open.stored('price,n\n5,1\ncheap,2\n500,3\n');
    expect((await tryCheck(open, id, { check: 'range', column: 'price', args: { min: 0, max: 100 } })).sample.map(({ row }) => row)).toEqual([2, 3]);
  });
});
