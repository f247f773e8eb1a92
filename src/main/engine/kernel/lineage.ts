/** Follows things back to what they were made of. Each area describes its own kinds; engine.ts brings them together. */
import type { Lineage, LineageEdge, LineageNode } from '@shared/areas/lineage';
import { EngineError } from '@shared/contract/errors';

export interface Origin {
  readonly kind: string;
  readonly id: string;
  /** How: "trained in", "read from". */
  readonly label: string;
}

export interface LineageStep {
  readonly node: Omit<LineageNode, 'kind' | 'id'>;
  /** What it was made of, the main line first. */
  readonly origins: readonly Origin[];
}

/** Describes one thing of a kind. Throws `not-found`. */
export type Describe = (id: string) => LineageStep;
export type Describers = Readonly<Record<string, Describe>>;

/** Throws `invalid-input` for an unknown kind, `not-found` for an unknown id. */
export function traceLineage(describers: Describers, kind: string, id: string): Lineage {
  const nodes = new Map<string, LineageNode>();
  const edges: LineageEdge[] = [];
  const waiting: { readonly kind: string; readonly id: string }[] = [{ kind, id }];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { kind: ownKind, id: ownId } = next;
    const key = `${ownKind} ${ownId}`;
    if (nodes.has(key)) continue;
    const describe = Object.hasOwn(describers, ownKind) ? describers[ownKind] : undefined;
    if (!describe) throw new EngineError('invalid-input', `Nothing is known of the kind "${ownKind}". Known are ${Object.keys(describers).join(', ')}.`, { kind: ownKind });
    const { node, origins } = describe(ownId);
    nodes.set(key, { kind: ownKind, id: ownId, ...node });
    for (const origin of origins) {
      edges.push({ from: { kind: ownKind, id: ownId }, to: { kind: origin.kind, id: origin.id }, label: origin.label });
      waiting.push(origin);
    }
  }
  return { nodes: [...nodes.values()], edges };
}
