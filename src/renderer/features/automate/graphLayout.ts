/** A layered layout: each step stands one layer below the last of those it reads of; layers are centred. Pure. */
import { predecessorsOf, type Step } from '@shared/areas/pipelineDefinition';

export interface PlacedStep {
  readonly name: string;
  /** Middle of its box. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** A smooth line from the foot of one box to the head of the other. */
  readonly path: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly PlacedStep[];
  readonly edges: readonly PlacedEdge[];
}

export const box = { width: 168, height: 42, gapX: 28, gapY: 24, margin: 8 } as const;

type Waiting = Pick<Step, 'name' | 'inputs' | 'after'>;

export function layOut(steps: readonly Waiting[]): Layout {
  const layerOf = new Map<string, number>();
  for (const step of steps) layerOf.set(step.name, 1 + Math.max(-1, ...predecessorsOf(step).map((name) => layerOf.get(name) ?? -1)));
  const layers: string[][] = [];
  for (const { name } of steps) (layers[layerOf.get(name) ?? 0] ??= []).push(name);
  orderLayers(layers, steps);
  const widest = Math.max(1, ...layers.map((layer) => layer.length));
  const width = widest * box.width + (widest - 1) * box.gapX + 2 * box.margin;
  const height = layers.length * box.height + Math.max(0, layers.length - 1) * box.gapY + 2 * box.margin;
  const placed = layers.flatMap((layer, row) => {
    const used = layer.length * box.width + (layer.length - 1) * box.gapX;
    return layer.map((name, column): PlacedStep => ({ name, x: (width - used) / 2 + column * (box.width + box.gapX) + box.width / 2, y: box.margin + row * (box.height + box.gapY) + box.height / 2 }));
  });
  const placeOf = new Map(placed.map((step) => [step.name, step]));
  const edges = steps.flatMap((step) => closest(step, steps).flatMap((from) => {
    const [a, b] = [placeOf.get(from), placeOf.get(step.name)];
    return a && b ? [{ from, to: step.name, path: pathBetween(a, b) }] : [];
  }));
  return { width, height, steps: placed, edges };
}

/** By the mean place of what each reads of, so that lines cross less. */
function orderLayers(layers: string[][], steps: readonly Waiting[]): void {
  const rowOf = new Map<string, number>();
  for (const layer of layers) {
    const meanOf = (name: string): number => {
      const before = predecessorsOf(steps.find((step) => step.name === name) ?? { inputs: {}, after: [] }).map((each) => rowOf.get(each) ?? 0);
      return before.length === 0 ? 0 : before.reduce((sum, row) => sum + row, 0) / before.length;
    };
    layer.sort((a, b) => meanOf(a) - meanOf(b));
    layer.forEach((name, row) => rowOf.set(name, row));
  }
}

/** Without those that another one waits for already: the order is the same, and no line has to pass a box by. */
function closest(step: Waiting, steps: readonly Waiting[]): readonly string[] {
  const before = predecessorsOf(step);
  return before.filter((name) => !before.some((other) => other !== name && reaches(other, name, steps)));
}

function reaches(from: string, to: string, steps: readonly Waiting[]): boolean {
  const step = steps.find(({ name }) => name === from);
  return step !== undefined && predecessorsOf(step).some((name) => name === to || reaches(name, to, steps));
}

function pathBetween(a: PlacedStep, b: PlacedStep): string {
  const [y1, y2] = [a.y + box.height / 2, b.y - box.height / 2];
  return `M${a.x} ${y1}C${a.x} ${y1 + box.gapY / 2} ${b.x} ${y2 - box.gapY / 2} ${b.x} ${y2}`;
}
