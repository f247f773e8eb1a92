/** The what-if as it stands, per model, while the window is open: the values in the form and where they came from. Saved scenarios are the project's. */
import { create } from 'zustand';
import type { Cell } from '@shared/areas/common';
import { withValue, type Values } from './formValues';

export interface WhatIf {
  readonly values: Values;
  /** What the form began with: A, which the others are compared with. */
  readonly start: { readonly name: string; readonly values: Values };
  /** Saved scenario the form was last loaded from; null: the start. */
  readonly loaded: string | null;
  /** Column the curve runs along; null: the one that matters most. */
  readonly curveColumn: string | null;
}

interface WhatIfState {
  readonly byRun: ReadonlyMap<string, WhatIf>;
  readonly begin: (runId: string, values: Values, name: string) => void;
  readonly setValue: (runId: string, index: number, value: Cell) => void;
  readonly startFrom: (runId: string, values: Values, name: string) => void;
  /** `scenarioId` null: back to the start. */
  readonly load: (runId: string, scenarioId: string | null, values: Values) => void;
  readonly setCurveColumn: (runId: string, column: string) => void;
}

export const useWhatIf = create<WhatIfState>((set) => {
  const change = (runId: string, next: (whatIf: WhatIf) => WhatIf): void =>
    set((state) => {
      const held = state.byRun.get(runId);
      return held ? { byRun: new Map(state.byRun).set(runId, next(held)) } : state;
    });
  return {
    byRun: new Map(),
    begin: (runId, values, name) => set((state) => (state.byRun.has(runId) ? state : { byRun: new Map(state.byRun).set(runId, startingWith(values, name, null)) })),
    setValue: (runId, index, value) => change(runId, (held) => ({ ...held, values: withValue(held.values, index, value) })),
    startFrom: (runId, values, name) => change(runId, (held) => startingWith(values, name, held.curveColumn)),
    load: (runId, scenarioId, values) => change(runId, (held) => ({ ...held, values, loaded: scenarioId })),
    setCurveColumn: (runId, column) => change(runId, (held) => ({ ...held, curveColumn: column })),
  };
});

function startingWith(values: Values, name: string, curveColumn: string | null): WhatIf {
  return { values, start: { name, values }, loaded: null, curveColumn };
}

/** B for the first saved scenario, for the start is A; beyond Z numbers go on. */
export function letterOf(index: number): string {
  const letters = 'BCDEFGHIJKLMNOPQRSTUVWXYZ';
  return letters[index] ?? String(index + 2);
}
