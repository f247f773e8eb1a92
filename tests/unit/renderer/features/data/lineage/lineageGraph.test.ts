/** Which things of a lineage are drawn, and which stand behind "18 more". */
import { expect, test } from 'vitest';
import type { Lineage, LineageMark } from '@shared/areas/lineage';
import { lineageGraph } from '@renderer/features/data/lineage/lineageGraph';

type Line = readonly [kind: string, id: string, origins: readonly string[], marks?: readonly LineageMark[]];

function lineageOf(lines: readonly Line[]): Lineage {
  const thing = (text: string): { kind: string; id: string } => {
    const [kind = '', id = ''] = text.split(' ');
    return { kind, id };
  };
  return {
    nodes: lines.map(([kind, id, , marks = []]) => ({ kind, id, label: kind, title: `${kind} ${id}`, facts: [], address: null, at: null, marks: [...marks] })),
    edges: lines.flatMap(([kind, id, origins]) => origins.map((origin) => ({ from: { kind, id }, to: thing(origin), label: 'of' }))),
    leftOut: 0,
  };
}

const runs = (race: string, count: number): Line[] => Array.from({ length: count }, (_, i) => ['run', `${race}${i}`, [`race ${race}`]] as const);
const data: readonly Line[] = [['snapshot', 's', ['source s']], ['source', 's', ['rows s']], ['rows', 's', []]];

test('runs of which nothing came are gathered, others stay; a box opens', () => {
  const lineage = lineageOf([...data, ['race', 'a', ['snapshot s']], ...runs('a', 20), ['version', 'a5', ['run a5']], ['forecast', 'f', ['version a5', 'snapshot s']]]);
  const graph = lineageGraph(lineage, new Set());
  const box = graph.nodes.find(({ thing }) => thing === null)!;
  expect(box).toMatchObject({ label: 'run', count: 17 });
  expect(graph.nodes.map(({ key }) => key).filter((key) => key.startsWith('run '))).toEqual(['run a0', 'run a1', 'run a5', box.key]);
  expect(graph.edges).toContainEqual({ from: 'race a', to: box.key, label: 'of' });
  expect(graph.nodes.some(({ key }) => key.startsWith('rows'))).toBe(false);
  const opened = lineageGraph(lineage, new Set([box.key]));
  expect(opened.nodes).toHaveLength(2 + 1 + 20 + 2);
});

test('races go with their runs; the thing asked about and what is in office are never behind a box', () => {
  const races = Array.from({ length: 9 }, (_, i) => String(i));
  const lines: Line[] = [...races.flatMap((race): Line[] => [['race', race, ['snapshot s']], ...runs(race, 3)]), ['version', '71', ['run 71'], ['champion']]];
  const graph = lineageGraph(lineageOf([...data, ...lines]), new Set());
  expect(graph.nodes.filter(({ thing, label }) => thing === null && label === 'race')).toMatchObject([{ count: 6 }]);
  expect(graph.nodes.map(({ key }) => key)).toEqual(expect.arrayContaining(['race 7', 'run 71', 'version 71']));
  expect(graph.nodes.every(({ key, thing }) => thing === null || !key.startsWith('run 8'))).toBe(true);
  const rooted = lineageGraph(lineageOf([['run', '82', ['race 8']], ...data, ...lines.filter(([, id]) => id !== '82')]), new Set());
  expect(rooted.nodes.map(({ key }) => key)).toEqual(expect.arrayContaining(['run 82', 'race 8']));
});

test('every line ends at boxes that are drawn', () => {
  const lines: Line[] = [...Array.from({ length: 5 }, (_, i): Line => ['race', String(i), ['snapshot s']]), ...Array.from({ length: 5 }, (_, i) => runs(String(i), 6)).flat(), ...Array.from({ length: 7 }, (_, i): Line => ['forecast', String(i), ['run 00', 'snapshot s']])];
  const { nodes, edges } = lineageGraph(lineageOf([...data, ...lines]), new Set());
  const drawn = new Set(nodes.map(({ key }) => key));
  expect(edges.filter(({ from, to }) => !drawn.has(from) || !drawn.has(to))).toEqual([]);
  expect(nodes.filter(({ thing }) => thing === null).map(({ label, count }) => `${count} ${label}`).sort()).toEqual(['3 race', '4 run', '4 run', '5 forecast'].sort());
});
