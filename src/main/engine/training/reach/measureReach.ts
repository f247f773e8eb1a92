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
    const reached = shareOf(sumOf(happened), rows);
    const table = Array.from({ length: bins }, () => ({ rows: 0, expected: 0, reached: 0 }));
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const chance = said[row]!;
      const bin = table[Math.min(bins - 1, Math.floor(chance * bins))]!;
      bin.rows += 1;
      bin.expected += chance;
      bin.reached += happened[row]!;
      squares += (chance - happened[row]!) ** 2;
    }
    return {
      step,
      rows,
      expected: shareOf(sumOf(said), rows),
      reached,
      brier: shareOf(squares, rows),
      brierOfShare: reached * (1 - reached),
      bins: table.map((bin, at) => ({ from: at / bins, to: (at + 1) / bins, rows: bin.rows, expected: bin.expected / bin.rows, reached: bin.reached / bin.rows })).filter((bin) => bin.rows > 0),
    };
  });
}

/** 0 where there are none. */
function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sumOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
