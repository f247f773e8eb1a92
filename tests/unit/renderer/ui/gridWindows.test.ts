import { describe, expect, it } from 'vitest';
import { createGridWindows, windowSize, type GridPage } from '../../../../src/renderer/ui/gridWindows';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

function source(total: number) {
  const asked: number[] = [];
  const load = async (offset: number, limit: number): Promise<GridPage> => {
    asked.push(offset);
    const count = Math.max(0, Math.min(limit, total - offset));
    return { total, rows: Array.from({ length: count }, (_, index) => [offset + index, (offset + index) / 4]), rowNumbers: Array.from({ length: count }, (_, index) => offset + index + 1) };
  };
  return { asked, load };
}

describe('rows of a large table', () => {
  it('fetches the first window, then only what is missing', async () => {
    const { asked, load } = source(1_000_000);
    const windows = createGridWindows(load, () => undefined);
    windows.want(0, 40);
    windows.want(0, 60);
    await settled();
    expect(asked).toEqual([0]);
    expect(windows.total()).toBe(1_000_000);
    windows.want(190, 230);
    await settled();
    expect(asked).toEqual([0, windowSize]);
    expect(windows.row(205)).toEqual({ cells: [205, 51.25], rowNumber: 206 });
  });

  it('forgets the windows looked at longest ago', async () => {
    const { asked, load } = source(1_000_000);
    const windows = createGridWindows(load, () => undefined);
    for (let window = 0; window < 40; window += 1) {
      windows.want(window * windowSize, window * windowSize);
      await settled();
    }
    expect(windows.row(0)).toBeUndefined();
    expect(windows.row(39 * windowSize)).toBeDefined();
    windows.want(0, 0);
    await settled();
    expect(asked.filter((offset) => offset === 0)).toHaveLength(2);
  });

  it('asks for nothing beyond the end', async () => {
    const { asked, load } = source(10);
    const windows = createGridWindows(load, () => undefined);
    windows.want(0, 500);
    await settled();
    windows.want(0, 500);
    await settled();
    expect(asked).toEqual([0]);
  });

  it('knows the decimals a column needs', async () => {
    const windows = createGridWindows(source(8).load, () => undefined);
    windows.want(0, 1);
    await settled();
    expect([windows.decimals(0), windows.decimals(1), windows.decimals(9)]).toEqual([0, 2, 0]);
  });

  it('keeps a failure until asked to try again, and says nothing once closed', async () => {
    let changes = 0;
    let fail = true;
    const windows = createGridWindows(async (offset, limit) => {
      if (fail) throw new Error('gone');
      return source(3).load(offset, limit);
    }, () => (changes += 1));
    windows.want(0, 1);
    await settled();
    expect(windows.error()).toBeInstanceOf(Error);
    fail = false;
    windows.retry();
    windows.want(0, 1);
    windows.close();
    const before = changes;
    await settled();
    expect(changes).toBe(before);
  });
});
