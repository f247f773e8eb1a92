/** A lineage as a graph to draw: what stands beside many of its like is gathered into one box, until it is opened. Pure. */
import type { Lineage, LineageNode } from '@shared/areas/lineage';

export interface GraphNode {
  readonly key: string;
  /** Null for a box that stands for several. */
  readonly thing: LineageNode | null;
  /** Of those a box stands for. */
  readonly label: string;
  readonly count: number;
}

export interface GraphEdge {
  /** What it was made of, at the left. */
  readonly from: string;
  /** What was made, at the right. */
  readonly to: string;
  readonly label: string;
}

export interface LineageGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Of things with the same origins of which nothing special came, so many are drawn; two fewer than it takes to gather. */
const shownOfGroup = 2;
const keptMarks = new Set(['champion', 'challenger']);

export function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind} ${id}`;
}

/** `opened`: keys of boxes whose things are drawn. Rows are left out: the file they stand in is there. */
export function lineageGraph({ nodes, edges }: Lineage, opened: ReadonlySet<string>): LineageGraph {
  const things = nodes.filter(({ kind }) => kind !== 'rows');
  const known = new Set(things.map(keyOf));
  const lines = edges.map(({ from, to, label }): GraphEdge => ({ from: keyOf(to), to: keyOf(from), label })).filter(({ from, to }) => known.has(from) && known.has(to));
  const made = groupBy(lines, ({ from }) => from);
  const origins = groupBy(lines, ({ to }) => to);
  const root = things[0] ? keyOf(things[0]) : '';
  const quiet = quietThings(things, made, root);
  const hidden = new Set<string>();
  const boxes: GraphNode[] = [];
  const boxEdges: GraphEdge[] = [];
  for (const [group, members] of groupBy(things.filter((thing) => quiet.has(keyOf(thing))), (thing) => groupOf(thing, origins.get(keyOf(thing)) ?? []))) {
    const visible = members.filter((member) => !hidden.has(keyOf(member)));
    const rest = visible.slice(shownOfGroup);
    const [first] = rest;
    if (rest.length < 2 || opened.has(group) || !first) continue;
    for (const member of rest) hideWithProducts(keyOf(member), made, hidden);
    boxes.push({ key: group, thing: null, label: first.label, count: rest.length });
    boxEdges.push(...(origins.get(keyOf(first)) ?? []).map(({ from, label }) => ({ from, to: group, label })));
  }
  const drawn = things.filter((thing) => !hidden.has(keyOf(thing))).map((thing): GraphNode => ({ key: keyOf(thing), thing, label: thing.label, count: 1 }));
  const drawnKeys = new Set([...drawn, ...boxes].map(({ key }) => key));
  return { nodes: [...drawn, ...boxes], edges: [...lines, ...boxEdges].filter(({ from, to }) => drawnKeys.has(from) && drawnKeys.has(to)) };
}

/** Those of which nothing but quiet things came: no version, nothing in office, and not the thing asked about. */
function quietThings(things: readonly LineageNode[], made: ReadonlyMap<string, readonly GraphEdge[]>, root: string): ReadonlySet<string> {
  const loud = new Set(things.filter((thing) => keyOf(thing) === root || thing.kind === 'version' || thing.kind === 'source' || thing.marks.some((mark) => keptMarks.has(mark))).map(keyOf));
  const origins = new Map<string, string[]>();
  for (const [from, lines] of made) for (const { to } of lines) origins.set(to, [...(origins.get(to) ?? []), from]);
  for (const key of loud) origins.get(key)?.forEach((each) => loud.add(each));
  return new Set(things.map(keyOf).filter((key) => !loud.has(key)));
}

function groupOf({ kind }: LineageNode, origins: readonly GraphEdge[]): string {
  return `${kind} of ${origins.map(({ from }) => from).sort().join(', ')}`;
}

function hideWithProducts(key: string, made: ReadonlyMap<string, readonly GraphEdge[]>, hidden: Set<string>): void {
  if (hidden.has(key)) return;
  hidden.add(key);
  for (const { to } of made.get(key) ?? []) hideWithProducts(to, made, hidden);
}

function groupBy<T>(items: readonly T[], keyFor: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyFor(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
