/** What a detector sees of a table: one column against the target, the others beside it, and how well a probe predicts held-out rows. */
import type { KnownWhen } from '@shared/areas/common';
import type { Suspicion } from '@shared/areas/tracking';
import { deriveSeed } from '@engine/math';
import { findColumn, numbersOf } from '../table';
import { toModelSpace } from '../targetSpace';
import type { NumberColumn, TargetTransform, TrainingColumn, TrainingTable } from '../types';
import { chanceBetweenRanges, shareBetweenRanges } from './firstLook';
import { heldOutSkill, thin, type SkillFold } from './skill';

export interface WatchedColumn {
  readonly name: string;
  readonly knownWhen: KnownWhen;
  /** True where the analyst said so, and no rule of names did. */
  readonly saidSo?: boolean | undefined;
}

export interface LeakStudy {
  readonly table: TrainingTable;
  readonly target: string;
  /** Rows looked at: all, or every n-th of a long table. */
  readonly rows: Int32Array;
  /** Target of those rows, in the model's space. */
  readonly goal: Float64Array;
  readonly watched: readonly WatchedColumn[];
  /** Watched columns of counts and measures, without the target. */
  readonly measures: readonly NumberColumn[];
  readonly seed: number;
  /** Held-out R2 of the target from one column alone, below 0 where it misleads; remembered by name. */
  skillOf(column: string): Promise<number>;
  /** The same for values that no column holds. */
  skillOfProbe(name: string, values: Float64Array): Promise<number>;
}

export interface LookedAt extends WatchedColumn {
  readonly column: TrainingColumn;
  readonly skill: number;
}

/** Looks for one kind of leak in one column; null where there is nothing to say. A new kind is one file and one line in `detectors.ts`. */
export interface LeakDetector {
  readonly kind: Suspicion['kind'];
  look(study: LeakStudy, subject: LookedAt): Promise<Suspicion | null> | Suspicion | null;
}

export interface StudyRequest {
  readonly table: TrainingTable;
  readonly target: string;
  readonly transform: TargetTransform;
  readonly watched: readonly WatchedColumn[];
  /** Held-out folds of one repeat; the first few are used. */
  readonly folds: readonly SkillFold[];
  readonly seed: number;
}

/** Relations between columns show in this many rows. */
const mostRows = 20_000;
const wideFrom = 300;

export function createStudy({ table, target, transform, watched, folds, seed }: StudyRequest): LeakStudy {
  const goalColumn = findColumn(table, target);
  const all = Int32Array.from({ length: table.rows }, (_, row) => row);
  const usable = all.filter((row) => Number.isFinite(numbersAt(goalColumn, row)));
  const rows = thin(usable, mostRows);
  const goal = numbersOf(goalColumn, rows).map((value) => toModelSpace(value, transform));
  const known = new Map<string, Promise<number>>();
  const columnOf = new Map(table.columns.map((column) => [column.name, column]));
  const measures = watched.flatMap(({ name }) => {
    const column = columnOf.get(name);
    return column && name !== target && isMeasure(column) ? [column] : [];
  });
  const measure = (probe: TrainingColumn): Promise<number> => heldOutSkill({ table, target, transform, probe, folds, seed: deriveSeed(seed, 'leak-radar', probe.name) });
  /** Of a very wide table only columns that may tell something are tried with a model. */
  function saysNothing(column: TrainingColumn): boolean {
    if (watched.length <= wideFrom) return false;
    const share = shareBetweenRanges(column, rows, goal);
    return share !== null && share < chanceBetweenRanges(rows.length);
  }

  return {
    table,
    target,
    rows,
    goal,
    watched,
    measures,
    seed,
    skillOf(name) {
      const column = columnOf.get(name);
      if (!column) return Promise.resolve(0);
      const found = known.get(name) ?? (saysNothing(column) ? Promise.resolve(0) : measure(column));
      known.set(name, found);
      return found;
    },
    skillOfProbe: (name, values) => measure({ kind: 'number', name, type: 'decimal', values }),
  };
}

function numbersAt(column: TrainingColumn | undefined, row: number): number {
  return column?.kind === 'number' ? column.values[row]! : NaN;
}

/** Columns of counts and measures; dates and identifiers tell when and who, not how much. */
export function isMeasure(column: TrainingColumn): column is NumberColumn {
  return column.kind === 'number' && (column.type === 'integer' || column.type === 'decimal');
}

/** 1 where the rows lack the column, else 0. */
export function missingMarks(column: TrainingColumn, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => Number(column.kind === 'number' ? Number.isNaN(column.values[row]!) : column.codes[row]! < 0));
}

/** Below this a held-out share may be chance: .05, and more where rows are few. */
export function chanceShare(rows: number): number {
  return Math.max(0.05, 20 / rows);
}
