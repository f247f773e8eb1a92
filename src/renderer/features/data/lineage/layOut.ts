/**
 * A layered layout from left to right (Sugiyama, Tagawa and Toda 1981): a thing stands one column right of the last of
 * its origins; a line over several columns keeps a lane of its own, so that none runs behind a box. Pure.
 */
export interface PlacedBox {
  readonly key: string;
  /** Left upper corner. */
  readonly x: number;
  readonly y: number;
  readonly column: number;
}

export interface PlacedLine {
  readonly from: string;
  readonly to: string;
  /** From the right side of one box to the left side of the other, through its lanes; x only grows. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Column by column, from the top. */
  readonly boxes: readonly PlacedBox[];
  readonly lines: readonly PlacedLine[];
}

export const box = { width: 184, height: 48, gapX: 36, gapY: 14, lane: 10, margin: 10 } as const;

interface Slot {
  readonly key: string;
  readonly isBox: boolean;
  /** Of the neighbours one column to the left and to the right. */
  readonly before: string[];
  readonly after: string[];
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

const sweeps = 8;

/** `keys` in the order to prefer from the top. Edges go from left to right; a circle, which cannot be, is cut. */
export function layOut(keys: readonly string[], edges: readonly Edge[]): Layout {
  const columnOf = columnsOf(keys, edges);
  const columns = Array.from({ length: keys.length === 0 ? 0 : 1 + Math.max(...columnOf.values()) }, (): Slot[] => []);
  const slots = new Map<string, Slot>();
  const add = (key: string, column: number, isBox: boolean): Slot => {
    const slot: Slot = { key, isBox, before: [], after: [] };
    columns[column]?.push(slot);
    slots.set(key, slot);
    return slot;
  };
  for (const key of keys) add(key, columnOf.get(key) ?? 0, true);
  const routes = edges.flatMap((edge) => route(edge, columnOf, slots, add));
  for (let sweep = 0; sweep < sweeps; sweep++) orderColumns(columns, sweep % 2 === 0);
  const middles = placeColumns(columns);
  return draw(columns, routes, middles);
}

/** The longest way from a thing that has no origin. */
function columnsOf(keys: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const columnOf = new Map(keys.map((key) => [key, 0]));
  for (let round = 0, moved = true; moved && round < keys.length; round++) {
    moved = false;
    for (const { from, to } of edges) {
      const column = Math.min(keys.length, (columnOf.get(from) ?? 0) + 1);
      if (column <= (columnOf.get(to) ?? 0)) continue;
      columnOf.set(to, column);
      moved = true;
    }
  }
  return columnOf;
}

interface Route extends Edge {
  /** Keys of its slots, the boxes at its ends included. */
  readonly through: readonly string[];
}

function route({ from, to }: Edge, columnOf: ReadonlyMap<string, number>, slots: ReadonlyMap<string, Slot>, add: (key: string, column: number, isBox: boolean) => Slot): Route[] {
  const [first, last] = [columnOf.get(from) ?? 0, columnOf.get(to) ?? 0];
  if (last <= first) return [];
  const through = [from];
  for (let column = first + 1; column < last; column++) through.push(add(`${from} > ${to} @ ${column}`, column, false).key);
  through.push(to);
  through.slice(1).forEach((key, i) => {
    const left = through[i] ?? '';
    slots.get(left)?.after.push(key);
    slots.get(key)?.before.push(left);
  });
  return [{ from, to, through }];
}

/** By the mean place of the neighbours in the column that is settled, so that lines cross less. */
function orderColumns(columns: Slot[][], rightwards: boolean): void {
  const order = columns.map((_, i) => (rightwards ? i : columns.length - 1 - i));
  const placeOf = new Map(columns.flatMap((column) => column.map((slot, place) => [slot.key, place] as const)));
  for (const i of order) {
    const column = columns[i] ?? [];
    const wish = new Map(column.map((slot) => [slot.key, mean((rightwards ? slot.before : slot.after).map((key) => placeOf.get(key) ?? 0)) ?? placeOf.get(slot.key) ?? 0]));
    column.sort((a, b) => (wish.get(a.key) ?? 0) - (wish.get(b.key) ?? 0));
    column.forEach((slot, place) => placeOf.set(slot.key, place));
  }
}

/** Middles, from the top: near the neighbours' mean, in order, and never closer than the gap allows. */
function placeColumns(columns: readonly (readonly Slot[])[]): ReadonlyMap<string, number> {
  const middles = new Map<string, number>();
  for (const column of columns) spreadOut(column, column.map(() => 0)).forEach((middle, i) => middles.set(column[i]?.key ?? '', middle));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const wishes = column.map((slot) => mean([...slot.before, ...slot.after].map((key) => middles.get(key) ?? 0)) ?? middles.get(slot.key) ?? 0);
      spreadOut(column, wishes).forEach((middle, i) => middles.set(column[i]?.key ?? '', middle));
    }
  }
  return middles;
}

/** Pushed apart downwards and upwards; the mean of two placings that keep the distances keeps them too. */
function spreadOut(column: readonly Slot[], wishes: readonly number[]): readonly number[] {
  const distance = (i: number): number => (heightOf(column[i - 1]) + heightOf(column[i])) / 2 + box.gapY;
  const down = [...wishes];
  for (let i = 1; i < down.length; i++) down[i] = Math.max(down[i] ?? 0, (down[i - 1] ?? 0) + distance(i));
  const up = [...wishes];
  for (let i = up.length - 2; i >= 0; i--) up[i] = Math.min(up[i] ?? 0, (up[i + 1] ?? 0) - distance(i + 1));
  return down.map((middle, i) => (middle + (up[i] ?? 0)) / 2);
}

function draw(columns: readonly (readonly Slot[])[], routes: readonly Route[], middles: ReadonlyMap<string, number>): Layout {
  const all = columns.flatMap((column, i) => column.map((slot) => ({ slot, column: i, middle: middles.get(slot.key) ?? 0 })));
  const top = Math.min(0, ...all.map(({ slot, middle }) => middle - heightOf(slot) / 2));
  const bottom = Math.max(0, ...all.map(({ slot, middle }) => middle + heightOf(slot) / 2));
  const xOf = (column: number): number => box.margin + column * (box.width + box.gapX);
  const placed = new Map(all.map(({ slot, column, middle }) => [slot.key, { x: xOf(column), middle: Math.round((middle - top + box.margin) * 10) / 10 }]));
  return {
    width: columns.length === 0 ? 0 : xOf(columns.length - 1) + box.width + box.margin,
    height: bottom - top + 2 * box.margin,
    boxes: all.filter(({ slot }) => slot.isBox).map(({ slot, column }): PlacedBox => ({ key: slot.key, column, x: xOf(column), y: (placed.get(slot.key)?.middle ?? 0) - box.height / 2 })).sort((a, b) => a.column - b.column || a.y - b.y),
    lines: routes.map(({ from, to, through }): PlacedLine => ({
      from,
      to,
      points: through.flatMap((key, i) => {
        const { x, middle } = placed.get(key) ?? { x: 0, middle: 0 };
        return [...(i > 0 ? [{ x, y: middle }] : []), ...(i < through.length - 1 ? [{ x: x + box.width, y: middle }] : [])];
      }),
    })),
  };
}

function heightOf(slot: Slot | undefined): number {
  return slot?.isBox === false ? box.lane : box.height;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A smooth line through the points: straight along a lane, bent between columns. */
export function pathOf({ points }: PlacedLine): string {
  return points.reduce((path, { x, y }, i) => {
    const before = points[i - 1];
    if (!before) return `M${x} ${y}`;
    const bend = (x - before.x) / 2;
    return i % 2 === 1 ? `${path}C${before.x + bend} ${before.y} ${x - bend} ${y} ${x} ${y}` : `${path}L${x} ${y}`;
  }, '');
}

/** The box an arrow key leads to from another: in its column, else the nearest of the next column, its own neighbours first. */
export function boxTowards({ boxes, lines }: Pick<Layout, 'boxes' | 'lines'>, key: string, direction: 'left' | 'right' | 'up' | 'down'): string | null {
  const here = boxes.find((each) => each.key === key);
  if (!here) return boxes[0]?.key ?? null;
  if (direction === 'up' || direction === 'down') {
    const column = boxes.filter((each) => each.column === here.column);
    return column[column.indexOf(here) + (direction === 'down' ? 1 : -1)]?.key ?? null;
  }
  const neighbours = new Set(lines.flatMap(({ from, to }) => (direction === 'right' && from === key ? [to] : direction === 'left' && to === key ? [from] : [])));
  const candidates = boxes.filter((each) => neighbours.has(each.key));
  return [...candidates].sort((a, b) => Math.abs(a.column - here.column) - Math.abs(b.column - here.column) || Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0]?.key ?? null;
}
