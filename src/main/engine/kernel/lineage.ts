/**
 * Follows things back to what they were made of, and forward to what was made of them. Each area describes its own kinds
 * and lists what it made of the kinds of others; engine.ts brings them together.
 */
import type { Lineage, LineageDirection, LineageEdge, LineageNode } from '@shared/areas/lineage';
import { EngineError } from '@shared/contract/errors';

export interface Thing {
  readonly kind: string;
  readonly id: string;
}

export interface Origin extends Thing {
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

/** Lists, by kind, what was made of a thing; each of those names it among its origins. */
export type Offspring = Readonly<Record<string, (id: string) => readonly Thing[]>>;

export interface LineageSources {
  readonly describers: Describers;
  /** One for each area. */
  readonly offspring: readonly Offspring[];
}

/** More would be no picture, and a table has its own page. */
const mostThings = 2000;

/** Throws `invalid-input` for an unknown kind, `not-found` for an unknown id. */
export function traceLineage({ describers, offspring }: LineageSources, { kind, id }: Thing, direction: LineageDirection): Lineage {
  const steps = new Map<string, Thing & LineageStep>();

  function take({ kind: own, id: ownId }: Thing): LineageStep | null {
    const key = keyOf({ kind: own, id: ownId });
    if (steps.has(key)) return null;
    const describe = Object.hasOwn(describers, own) ? describers[own] : undefined;
    if (!describe) throw new EngineError('invalid-input', `Nothing is known of the kind "${own}". Known are ${Object.keys(describers).join(', ')}.`, { kind: own });
    const step = describe(ownId);
    steps.set(key, { kind: own, id: ownId, ...step });
    return step;
  }

  const root = take({ kind, id });
  if (direction !== 'forward') spread([...(root?.origins ?? [])], (thing) => take(thing)?.origins ?? []);
  let leftOut = 0;
  const madeOf = ({ kind: own, id: ownId }: Thing): readonly Thing[] => offspring.flatMap((each) => (Object.hasOwn(each, own) ? (each[own]?.(ownId) ?? []) : []));
  if (direction !== 'back') {
    const met = new Set<string>();
    spread([...madeOf({ kind, id })], (thing) => {
      if (met.has(keyOf(thing))) return [];
      met.add(keyOf(thing));
      if (steps.size < mostThings) take(thing);
      else leftOut++;
      return steps.has(keyOf(thing)) ? madeOf(thing) : [];
    });
  }
  const nodes = [...steps.values()].map(({ kind: own, id: ownId, node }): LineageNode => ({ kind: own, id: ownId, ...node }));
  return { nodes, edges: [...steps.values()].flatMap((step) => edgesOf(step, steps)), leftOut };
}

/** Goes on from each thing to the next ones, nearest first, until there is none. */
function spread(waiting: Thing[], next: (thing: Thing) => readonly Thing[]): void {
  for (let thing = waiting.shift(); thing; thing = waiting.shift()) waiting.push(...next(thing));
}

function edgesOf({ kind, id, origins }: Thing & LineageStep, known: ReadonlyMap<string, unknown>): LineageEdge[] {
  return origins.filter((origin) => known.has(keyOf(origin))).map((origin) => ({ from: { kind, id }, to: { kind: origin.kind, id: origin.id }, label: origin.label }));
}

function keyOf({ kind, id }: Thing): string {
  return `${kind} ${id}`;
}
