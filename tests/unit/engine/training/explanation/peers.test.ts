/** Dependence, individual lines, pairs and permutation importance against scikit-learn, accumulated effects against PyALE, on a function that both know. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findColumn } from '@engine/training';
import { accumulatedEffects } from '@engine/training/explanation/accumulatedEffects';
import { dependenceOf } from '@engine/training/explanation/dependence';
import { pairDependenceOf } from '@engine/training/explanation/pairDependence';
import { shuffledRises } from '@engine/training/importance';
import type { FittedModel } from '@engine/training/models/algorithm';
import { numbers, range, tableOf } from '../tables';

const list = z.array(z.number());
const fixture = z
  .object({
    tools: z.object({ 'scikit-learn': z.string(), PyALE: z.string() }),
    columns: z.record(z.string(), list),
    target: list,
    dependence: z.object({ grid: list, average: list, individual: z.array(list) }),
    pair: z.object({ first: list, second: list, average: z.array(list) }),
    importance: z.object({ repeats: z.number(), mean: list, sd: list }),
    accumulated: z.object({ x: list, effect: list, rows: list }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/explanation/scikitLearn.json'), 'utf8')));

const table = tableOf(Object.entries(fixture.columns).map(([name, values]) => numbers(name, values)));

/** The function of tests/fixtures/explanation/make.py. */
const model: FittedModel = {
  exact: null,
  predict(from, rows) {
    const value = (name: string, row: number): number => {
      const column = findColumn(from, name);
      return column?.kind === 'number' ? column.values[row]! : NaN;
    };
    return Float64Array.from(rows, (row) => {
      const [a, b, c] = [value('a', row), value('b', row), value('c', row)];
      return 3 * a - a ** 2 / 4 + (a * b) / 2 + Math.sin(c) * b + 2 * Math.max(c, 0);
    });
  },
};

describe(`scikit-learn ${fixture.tools['scikit-learn']}`, () => {
  it('partial_dependence, kind="both": the same grid, means and lines', () => {
    const { points, lines } = dependenceOf(model, 'none', table, 'a')!;
    expect(points.map(({ x }) => x)).toEqual(fixture.dependence.grid);
    points.forEach(({ mean }, i) => expect(mean).toBeCloseTo(fixture.dependence.average[i]!, 10));
    expect(lines).toHaveLength(30);
    for (const { row, values } of lines) values.forEach((value, i) => expect(value).toBeCloseTo(fixture.dependence.individual[row]![i]!, 10));
  });

  it('partial_dependence of a pair: the same means where both grids have the value', () => {
    const pair = pairDependenceOf(model, 'none', { sample: table, all: table }, ['a', 'b'])!;
    expect(pair.second).toEqual(fixture.pair.second);
    let compared = 0;
    fixture.pair.first.forEach((value, i) => {
      const at = pair.first.indexOf(value);
      if (at < 0) return;
      compared += 1;
      pair.cells[at]!.forEach(({ mean }, j) => expect(mean).toBeCloseTo(fixture.pair.average[i]![j]!, 10));
    });
    expect(compared).toBeGreaterThan(2);
    expect(pair.cells.flat().reduce((total, { rows }) => total + rows, 0)).toBe(table.rows);
  });

  it('permutation_importance: mean and spread over shuffles agree within what chance allows', () => {
    const { repeats, mean, sd } = fixture.importance;
    const rises = shuffledRises(model, table, [['a'], ['b'], ['c'], ['d']], { rows: range(0, table.rows), target: Float64Array.from(fixture.target) }, 1, repeats);
    rises.forEach((each, i) => {
      const own = each.reduce((total, rise) => total + rise, 0) / repeats;
      const spread = Math.sqrt(each.reduce((total, rise) => total + (rise - own) ** 2, 0) / (repeats - 1));
      expect(Math.abs(own - mean[i]!)).toBeLessThanOrEqual(4 * sd[i]! * Math.sqrt(2 / repeats) + 1e-12);
      expect(Math.abs(spread - sd[i]!)).toBeLessThanOrEqual(0.2 * sd[i]! + 1e-12);
    });
    expect([...rises[3]!].every((rise) => rise === 0)).toBe(true);
  });
});

describe(`PyALE ${fixture.tools.PyALE}`, () => {
  it('first-order accumulated effects: the same intervals, effects and counts', () => {
    const points = accumulatedEffects(model, 'none', table, 'c', 10);
    expect(points.map(({ x }) => x)).toEqual(fixture.accumulated.x);
    points.forEach(({ effect }, i) => expect(effect).toBeCloseTo(fixture.accumulated.effect[i]!, 10));
    expect(points.slice(1).map(({ rows }) => rows)).toEqual(fixture.accumulated.rows.slice(1));
  });
});
