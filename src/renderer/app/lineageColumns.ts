/** A lineage as a line from left to right: what was made of something stands left of it. Pure. */
import type { Lineage, LineageNode } from '@shared/areas/lineage';

export interface LineageColumn {
  readonly node: LineageNode;
  /** How what stands to the left was made of it: "learned from"; of things further left with their name: "forecast scored". */
  readonly by: readonly string[];
}

/** Ordered by the longest way from the first node, so that every arrow points to the right. */
export function lineageColumns({ nodes, edges }: Lineage): readonly LineageColumn[] {
  const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;
  const depth = new Map(nodes.map((node) => [keyOf(node), 0]));
  // As many rounds as there are nodes settle every way; a circle, which cannot be, would end there too.
  for (let round = 0; round < nodes.length; round++) {
    for (const { from, to } of edges) depth.set(keyOf(to), Math.min(nodes.length, Math.max(depth.get(keyOf(to)) ?? 0, (depth.get(keyOf(from)) ?? 0) + 1)));
  }
  const line = [...nodes].sort((a, b) => (depth.get(keyOf(a)) ?? 0) - (depth.get(keyOf(b)) ?? 0));
  return line.map((node, place) => {
    const left = line[place - 1];
    const into = edges.filter(({ to }) => keyOf(to) === keyOf(node));
    const near = into.filter(({ from }) => left !== undefined && keyOf(from) === keyOf(left)).map(({ label }) => label);
    const far = into.filter(({ from }) => left === undefined || keyOf(from) !== keyOf(left)).map(({ from, label }) => `${nodes.find((each) => keyOf(each) === keyOf(from))?.label.toLowerCase() ?? ''} ${label}`);
    return { node, by: [...near, ...far] };
  });
}
