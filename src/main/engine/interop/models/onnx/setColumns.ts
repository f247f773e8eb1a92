/**
 * Splits by sets of codes for a graph whose trees know thresholds only: each set becomes a column, 0 where the code is in
 * the set and 1 where it is not or is missing, gathered from a table of all codes. Such a split is then "at most one half".
 */
import type { TreeNode } from '../treeNodes';
import type { GraphBuilder } from './graphBuilder';

export interface TreesOnNumbers {
  /** Name of the matrix the trees read: the columns given, then those of the sets. */
  readonly columns: string;
  readonly nodes: readonly TreeNode[];
}

/**
 * @param columns name of a matrix of rows x `codeCounts.length`.
 * @param codeCounts codes each column takes, 0 for numbers.
 */
export function setsAsColumns(graph: GraphBuilder, columns: string, codeCounts: readonly number[], nodes: readonly TreeNode[]): TreesOnNumbers {
  const setsOf = codeCounts.map(() => new Map<string, readonly number[]>());
  for (const { feature, codes } of nodes) if (codes) setsOf[feature]?.set(codes.join(), codes);
  const made: string[] = [];
  const placeOf = new Map<string, number>();
  setsOf.forEach((sets, feature) => {
    if (sets.size === 0) return;
    for (const key of sets.keys()) placeOf.set(`${feature}:${key}`, codeCounts.length + placeOf.size);
    made.push(outsideColumns(graph, columns, feature, codeCounts[feature] ?? 0, [...sets.values()]));
  });
  if (made.length === 0) return { columns, nodes };
  return {
    columns: graph.step('Concat', [columns, ...made], [{ name: 'axis', kind: 'int', value: 1 }]),
    nodes: nodes.map((node) => (node.codes ? { ...node, codes: null, feature: placeOf.get(`${node.feature}:${node.codes.join()}`) ?? 0, threshold: 0.5, missingLeft: false } : node)),
  };
}

/** Rows x sets; the table's last row is for what is no code. */
function outsideColumns(graph: GraphBuilder, columns: string, feature: number, count: number, sets: readonly (readonly number[])[]): string {
  const table = new Float64Array((count + 1) * sets.length).fill(1);
  sets.forEach((codes, set) => {
    for (const code of codes) table[code * sets.length + set] = 0;
  });
  const column = graph.step('Gather', [columns, graph.integer(feature)], [{ name: 'axis', kind: 'int', value: 1 }]);
  const isCode = graph.step('And', [graph.step('GreaterOrEqual', [column, graph.number(0)]), graph.step('Less', [column, graph.number(count)])]);
  const codes = graph.step('Cast', [graph.step('Where', [isCode, column, graph.number(count)])], [{ name: 'to', kind: 'int', value: 7 }]);
  return graph.step('Gather', [graph.doubles(table, [count + 1, sets.length]), codes], [{ name: 'axis', kind: 'int', value: 0 }]);
}
