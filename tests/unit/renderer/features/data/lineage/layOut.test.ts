/** The picture's places: no two boxes touch, lines go from left to right, and none runs behind a box. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { box, boxTowards, layOut, pathOf, type Layout } from '@renderer/features/data/lineage/layOut';

const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((lists) => ({
    keys: lists.map((_, i) => `n${i}`),
    edges: lists.flatMap((list, i) => (i === 0 ? [] : [...new Set(list.map((each) => each % i))].map((origin) => ({ from: `n${origin}`, to: `n${i}` })))),
  }));

function overlaps({ boxes }: Layout): string[] {
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => Math.abs(a.x - b.x) < box.width && Math.abs(a.y - b.y) < box.height).map((b) => `${a.key} ${b.key}`));
}

/** Boxes that a line's straight parts, or its bends, run into. */
function runsBehind({ boxes, lines }: Layout): string[] {
  return lines.flatMap(({ from, to, points }) =>
    points.slice(1).flatMap((point, i) => {
      const before = points[i]!;
      const [top, bottom] = [Math.min(before.y, point.y), Math.max(before.y, point.y)];
      return boxes.filter(({ key, x, y }) => key !== from && key !== to && before.x < x + box.width && point.x > x && top < y + box.height && bottom > y).map(({ key }) => `${from} > ${to} behind ${key}`);
    }),
  );
}

test('of any history: all boxes inside, apart, each right of its origins; lines lead from side to side and behind none', () => {
  fc.assert(
    fc.property(histories, ({ keys, edges }) => {
      const layout = layOut(keys, edges);
      expect(layout.boxes.map(({ key }) => key).sort()).toEqual([...keys].sort());
      expect(layout.lines).toHaveLength(edges.length);
      expect(overlaps(layout)).toEqual([]);
      expect(runsBehind(layout)).toEqual([]);
      const boxOf = new Map(layout.boxes.map((each) => [each.key, each]));
      for (const { key, x, y } of layout.boxes) expect([key, x >= 0 && y >= 0 && x + box.width <= layout.width && y + box.height <= layout.height + 0.1]).toEqual([key, true]);
      for (const { from, to, points } of layout.lines) {
        const [left, right] = [boxOf.get(from)!, boxOf.get(to)!];
        expect(right.column).toBeGreaterThan(left.column);
        expect(points[0]).toEqual({ x: left.x + box.width, y: left.y + box.height / 2 });
        expect(points.at(-1)).toEqual({ x: right.x, y: right.y + box.height / 2 });
        points.slice(1).forEach((point, i) => expect(point.x).toBeGreaterThan(points[i]!.x));
      }
    }),
  );
});

test('a chain stands on one line, a path bends only between columns', () => {
  const layout = layOut(['file', 'data', 'race'], [{ from: 'file', to: 'data' }, { from: 'data', to: 'race' }, { from: 'file', to: 'race' }]);
  expect(layout.boxes.map(({ key, column }) => [key, column])).toEqual([['file', 0], ['data', 1], ['race', 2]]);
  expect(layout.lines.map(({ points }) => points.length)).toEqual([2, 2, 4]);
  expect(pathOf(layout.lines[2]!)).toMatch(/^M[\d. ]+C[\d. ]+L[\d. ]+C[\d. ]+$/);
  expect(layOut([], [])).toEqual({ width: 0, height: 20, boxes: [], lines: [] });
});

test('a circle, which cannot be, still ends, and draws what leads right', () => {
  const layout = layOut(['a', 'b'], [{ from: 'a', to: 'b' }, { from: 'b', to: 'a' }]);
  expect(overlaps(layout)).toEqual([]);
  expect(layout.lines.length).toBeLessThan(2);
});

test('arrow keys lead along the lines and through a column, and stop at the edge', () => {
  const layout = layOut(['data', 'race 1', 'race 2', 'run'], [{ from: 'data', to: 'race 1' }, { from: 'data', to: 'race 2' }, { from: 'race 2', to: 'run' }]);
  expect(boxTowards(layout, 'data', 'right')).toMatch(/^race/);
  expect(boxTowards(layout, 'race 1', 'right')).toBeNull();
  expect(boxTowards(layout, 'race 2', 'right')).toBe('run');
  expect(boxTowards(layout, 'run', 'left')).toBe('race 2');
  const [upper = '', lower = ''] = layout.boxes.filter(({ column }) => column === 1).map(({ key }) => key);
  expect(boxTowards(layout, upper, 'down')).toBe(lower);
  expect(boxTowards(layout, upper, 'up')).toBeNull();
  expect(boxTowards(layout, 'gone', 'up')).toBe('data');
});
