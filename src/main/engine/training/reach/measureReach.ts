/** Whether chances of reaching steps held: Brier score and a reliability table per step, on held-out rows. */
import type { StepReach } from '@shared/areas/intervals';

const bins = 5;

/** `chances`: one list per step, parallel to `actual`. A step that no row was asked about is left out. */
export function measureReach(actual: Float64Array, steps: readonly number[], chances: readonly Float64Array[]): StepReach[] {
  const rows = actual.length;
  if (rows === 0) return [];
  return steps.map((step, s): StepReach => {
    const said = chances[s]!;
    const happened = actual.map((value) => (value >= step ? 1 : 0));
    const reached = meanOf(happened);
    return {
      step,
      rows,
      expected: meanOf(said),
      reached,
      brier: meanOf(said.map((chance, row) => (chance - happened[row]!) ** 2)),
      brierOfShare: reached * (1 - reached),
      bins: Array.from({ length: bins }, (_, bin) => {
        const members = [...said.keys()].filter((row) => Math.min(bins - 1, Math.floor(said[row]! * bins)) === bin);
        return { from: bin / bins, to: (bin + 1) / bins, rows: members.length, expected: meanOf(Float64Array.from(members, (row) => said[row]!)), reached: meanOf(Float64Array.from(members, (row) => happened[row]!)) };
      }).filter((bin) => bin.rows > 0),
    };
  });
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
