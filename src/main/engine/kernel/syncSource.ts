/** What an area offers to the shared folder: its facts, its cells, and how to take those of other devices. */
import { z } from 'zod';

export const jsonSchema = z.json();
export type Json = z.infer<typeof jsonSchema>;

/** A number for people, such as that of a run. Two devices may give the same one; then a rule settles it. */
export interface NumberClaim {
  /** Facts with the same scope share one row of numbers. */
  readonly scope: string;
  readonly number: number;
}

/** Something that is made once and never changes, such as a finished run. */
export interface SyncFact {
  /** The same on every device, such as `run/018f...`. */
  readonly key: string;
  readonly kind: string;
  /** For people: "run 12, ridge". */
  readonly title: string;
  /** Of two facts with one key, the one made first holds. */
  readonly madeAt: number;
  readonly body: Json;
  /** SHA-256 of the stored files it refers to. */
  readonly objects: readonly string[];
  readonly claim?: NumberClaim | undefined;
}

/**
 * cell: the last writer holds, what was overwritten unseen is kept beside it.
 * decision: two that did not know of each other are both kept, the last agreed one holds until somebody chooses.
 * deletion: undone where somebody changed the thing without knowing that it was deleted.
 */
export type CellClass = 'cell' | 'decision' | 'deletion';

export interface SyncCell {
  readonly key: string;
  readonly kind: string;
  readonly cellClass: CellClass;
  readonly title: string;
  /** What it belongs to, such as `run/018f...`; a deletion has the same. */
  readonly about: readonly string[];
  /** null means: as it is when nobody has said anything. */
  readonly value: Json;
}

export interface DescribedValue {
  readonly text: string;
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
}

/** Ids that differ between devices (datasets) beside the key they share. */
export interface SharedKeys {
  localOf(key: string): string | null;
  keyOf(localId: string): string | null;
  bind(key: string, localId: string): void;
}

/** Implemented in the area's own folder and registered in engine.ts. Everything runs inside the caller's transaction. */
export interface SyncSource {
  /** Kinds of facts and cells it understands. */
  readonly kinds: readonly string[];
  /** Facts in an order in which each stands after those it needs; those already known may be left out. */
  facts(isKnown: (key: string) => boolean): Iterable<SyncFact>;
  /** Every cell that is not null. */
  cells(): Iterable<SyncCell>;
  /** Stores the fact of another device, or takes its body where it was made earlier. Throws where it makes no sense. */
  addFact(fact: SyncFact): void;
  /** Writes the value; false where there is no place for it here. */
  writeCell(kind: string, key: string, value: Json): boolean;
  /** Carries out a choice between two values as an act of the area itself; `writeCell` where it has none. */
  choose?(kind: string, key: string, value: Json): void;
  /** Gives numbers anew where two facts claim the same; `claims` by key, for facts that other devices know. */
  settle?(claims: ReadonlyMap<string, NumberClaim & { readonly madeAt: number }>): void;
  /** A value in words, with what speaks for it, for the people who must choose. */
  describe(kind: string, key: string, value: Json): DescribedValue;
  /** Tells windows what changed. */
  announce(): void;
}
