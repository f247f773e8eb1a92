/** Lineage on screen: its line from left to right, and its place in an address. */
import { expect, test } from 'vitest';
import type { Lineage } from '@shared/areas/lineage';
import { lineageAddress, readLineage, withoutLineage } from '@renderer/app/lineageAddress';
import { lineageColumns } from '@renderer/app/lineageColumns';
import { parseAddress } from '@renderer/app/router';

const node = (kind: string): Lineage['nodes'][number] => ({ kind, id: '1', label: kind, title: kind, facts: [], address: null, at: null, marks: [] });
const edge = (from: string, to: string, label: string): Lineage['edges'][number] => ({ from: { kind: from, id: '1' }, to: { kind: to, id: '1' }, label });

test('what was made of something stands left of it, also where a short way leads there', () => {
  const lineage: Lineage = { nodes: ['forecast', 'snapshot', 'run', 'race'].map(node), edges: [edge('forecast', 'run', 'made by'), edge('forecast', 'snapshot', 'scored'), edge('run', 'race', 'trained in'), edge('race', 'snapshot', 'learned from')], leftOut: 0 };
  expect(lineageColumns(lineage).map(({ node: { kind }, by }) => [kind, ...by])).toEqual([['forecast'], ['run', 'made by'], ['race', 'trained in'], ['snapshot', 'learned from', 'forecast scored']]);
});

test('a circle, which cannot be, still ends', () => {
  expect(lineageColumns({ nodes: ['a', 'b'].map(node), edges: [edge('a', 'b', 'x'), edge('b', 'a', 'y')], leftOut: 0 })).toHaveLength(2);
});

test('it opens over any view, keeps what the address said, and closes again', () => {
  const opened = lineageAddress('forecast', 'a:b', '#/forecast/batch/7?sort=x');
  expect(readLineage(parseAddress(opened).query)).toEqual({ kind: 'forecast', id: 'a:b' });
  expect(parseAddress(opened).query.get('sort')).toBe('x');
  expect(withoutLineage(opened)).toBe('#/forecast/batch/7?sort=x');
  for (const query of ['', 'lineage=', 'lineage=run', 'lineage=:7', 'lineage=run:']) expect(readLineage(new URLSearchParams(query))).toBeNull();
});
