/** The what-if as it stands: the values in the form and the saved scenarios, per model, while the window is open. */
import { create } from 'zustand';
import type { Cell } from '@shared/areas/common';
import { withValue, type Values } from './formValues';

export interface Scenario {
  readonly letter: string;
  readonly name: string;
  readonly values: Values;
}

export interface WhatIf {
  readonly values: Values;
  /** The first is what the others are compared with. */
  readonly scenarios: readonly Scenario[];
  /** Letter of the scenario the form was last loaded from. */
  readonly loaded: string;
  /** Column the curve runs along; null: the one that matters most. */
  readonly curveColumn: string | null;
}

interface ScenarioState {
  readonly byRun: ReadonlyMap<string, WhatIf>;
  readonly begin: (runId: string, values: Values, name: string) => void;
  readonly setValue: (runId: string, index: number, value: Cell) => void;
  readonly startFrom: (runId: string, values: Values, name: string) => void;
  readonly save: (runId: string, name: string) => void;
  readonly load: (runId: string, letter: string) => void;
  readonly rename: (runId: string, letter: string, name: string) => void;
  readonly remove: (runId: string, letter: string) => void;
  readonly setCurveColumn: (runId: string, column: string) => void;
}

export const mostScenarios = 8;

export const useScenarios = create<ScenarioState>((set) => {
  const change = (runId: string, next: (whatIf: WhatIf) => WhatIf): void =>
    set((state) => {
      const held = state.byRun.get(runId);
      return held ? { byRun: new Map(state.byRun).set(runId, next(held)) } : state;
    });
  return {
    byRun: new Map(),
    begin: (runId, values, name) => set((state) => (state.byRun.has(runId) ? state : { byRun: new Map(state.byRun).set(runId, firstOf(values, name, null)) })),
    setValue: (runId, index, value) => change(runId, (held) => ({ ...held, values: withValue(held.values, index, value) })),
    startFrom: (runId, values, name) => change(runId, (held) => firstOf(values, name, held.curveColumn)),
    save: (runId, name) => change(runId, (held) => withScenario(held, name)),
    load: (runId, letter) =>
      change(runId, (held) => {
        const scenario = held.scenarios.find((each) => each.letter === letter);
        return scenario ? { ...held, values: scenario.values, loaded: letter } : held;
      }),
    rename: (runId, letter, name) => change(runId, (held) => ({ ...held, scenarios: held.scenarios.map((each) => (each.letter === letter ? { ...each, name } : each)) })),
    remove: (runId, letter) => change(runId, (held) => withoutScenario(held, letter)),
    setCurveColumn: (runId, column) => change(runId, (held) => ({ ...held, curveColumn: column })),
  };
});

function firstOf(values: Values, name: string, curveColumn: string | null): WhatIf {
  return { values, scenarios: [{ letter: 'A', name, values }], loaded: 'A', curveColumn };
}

/** Takes the first free letter; a ninth scenario is not taken. */
function withScenario(held: WhatIf, name: string): WhatIf {
  if (held.scenarios.length >= mostScenarios) return held;
  const letter = [...'ABCDEFGH'].find((candidate) => held.scenarios.every((each) => each.letter !== candidate)) ?? 'H';
  const scenarios = [...held.scenarios, { letter, name, values: held.values }].sort((a, b) => a.letter.localeCompare(b.letter, 'en'));
  return { ...held, scenarios, loaded: letter };
}

/** The first scenario stays: the others are compared with it. */
function withoutScenario(held: WhatIf, letter: string): WhatIf {
  if (held.scenarios[0]?.letter === letter) return held;
  return { ...held, scenarios: held.scenarios.filter((each) => each.letter !== letter), loaded: held.loaded === letter ? (held.scenarios[0]?.letter ?? 'A') : held.loaded };
}
