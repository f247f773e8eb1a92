/** Lineage both ways over made-up kinds: what it gathers, in which order, and where it stops. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { traceLineage, type LineageSources } from '@engine/kernel/lineage';

type Graph = Readonly<Record<string, readonly string[]>>;

/** Things by number; each was made of those listed for it. */
function sourcesOf(madeOf: Graph): LineageSources {
  const node = { label: 'Thing', title: 't', facts: [], address: null, at: null, marks: [] };
  return {
    describers: { thing: (id) => ({ node, origins: (madeOf[id] ?? []).map((origin) => ({ kind: 'thing', id: origin, label: 'of' })) }) },
    offspring: [{ thing: (id) => Object.keys(madeOf).filter((each) => madeOf[each]?.includes(id)).map((each) => ({ kind: 'thing', id: each })) }, {}],
  };
}

const idsOf = (graph: Graph, id: string, direction: 'back' | 'forward' | 'both'): string[] => traceLineage(sourcesOf(graph), { kind: 'thing', id }, direction).nodes.map((found) => found.id);

it('goes back, forward, or both ways, nearest first, and takes no sideways step', () => {
  const graph: Graph = { file: [], data: ['file'], other: ['file'], race: ['data'], run: ['race'], forecast: ['run', 'new data'], 'new data': [], report: ['forecast'] };
  expect(idsOf(graph, 'run', 'back')).toEqual(['run', 'race', 'data', 'file']);
  expect(idsOf(graph, 'run', 'forward')).toEqual(['run', 'forecast', 'report']);
  expect(idsOf(graph, 'run', 'both')).toEqual(['run', 'race', 'data', 'file', 'forecast', 'report']);
  const { edges } = traceLineage(sourcesOf(graph), { kind: 'thing', id: 'run' }, 'both');
  expect(edges.map(({ from, to }) => `${from.id} ${to.id}`).sort()).toEqual(['data file', 'forecast run', 'race data', 'report forecast', 'run race']);
});

it('leaves out what is beyond two thousand things, and counts it', () => {
  const graph: Graph = Object.fromEntries([['data', []], ...Array.from({ length: 2500 }, (_, i) => [`run ${i}`, ['data']])]) as Graph;
  const { nodes, edges, leftOut } = traceLineage(sourcesOf(graph), { kind: 'thing', id: 'data' }, 'forward');
  expect([nodes.length, edges.length, leftOut]).toEqual([2000, 1999, 501]);
});

it('finds of any history exactly what can be reached, each thing once', () => {
  const histories = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 25 }).map((lists): Graph => Object.fromEntries(lists.map((list, i) => [String(i), i === 0 ? [] : [...new Set(list.map((each) => String(each % i)))]])));
  fc.assert(
    fc.property(histories, fc.nat(), (graph, pick) => {
      const root = String(pick % Object.keys(graph).length);
      const reach = (next: (id: string) => readonly string[]): Set<string> => {
        const found = new Set([root]);
        for (const id of found) next(id).forEach((each) => found.add(each));
        return found;
      };
      const back = reach((id) => graph[id] ?? []);
      const forward = reach((id) => Object.keys(graph).filter((each) => graph[each]?.includes(id)));
      expect(idsOf(graph, root, 'back').sort()).toEqual([...back].sort());
      expect(idsOf(graph, root, 'forward').sort()).toEqual([...forward].sort());
      expect(idsOf(graph, root, 'both').sort()).toEqual([...new Set([...back, ...forward])].sort());
    }),
  );
});
