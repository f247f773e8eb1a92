/** Random versions with missing cells, repeated keys, other orders, types and columns, against a plain difference over JavaScript arrays. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnType } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import { openDiff, told } from './openDiff';

type Row = Readonly<Record<string, string>>;

const isText = (type: ColumnType): boolean => type === 'text' || type === 'category' || type === 'id';
const isNumber = (type: ColumnType): boolean => type === 'integer' || type === 'decimal';

const cell = {
  sku: fc.constantFrom('A-1', 'A-2', 'B-1', 'B-2', 'C-1', 'C-2', 'D-1', 'D-2', ''),
  whole: fc.constantFrom('0', '1', '2', '-3', ''),
  price: fc.constantFrom('1.5', '1.50', '2.25', '0.1', ''),
  label: fc.constantFrom('red', 'blue', 'grün', 'a "b", c', ''),
};
const row = fc.record(cell);

const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cell' as const), at: fc.nat(30), name: fc.constantFrom('whole', 'price', 'label'), row }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('text' as const), at: fc.nat(30), name: fc.constantFrom('whole', 'price'), row }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat(30), name: fc.constant('sku'), row }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add' as const), at: fc.nat(30), name: fc.constant('sku'), row }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(30), name: fc.constant('sku'), row }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), at: fc.nat(30), name: fc.constant('sku'), row }) },
);

const versions = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 9 }),
  changes: fc.array(change, { maxLength: 5 }),
  newColumn: fc.boolean(),
  columns: fc.shuffledSubarray(['sku', 'whole', 'price', 'label'], { minLength: 4 }),
  key: fc.constantFrom<readonly string[]>(['sku'], ['sku', 'label'], ['whole'], []),
});

function applied(rows: readonly Row[], changes: readonly { kind: string; at: number; name: string; row: Row }[]): readonly Row[] {
  const made = [...rows];
  for (const { kind, at, name, row: other } of changes) {
    const place = made.length === 0 ? 0 : at % made.length;
    const here = made[place];
    if (kind === 'add' || !here) made.splice(place, 0, other);
    else if (kind === 'remove' && made.length > 1) made.splice(place, 1);
    else if (kind === 'repeat') made.push(here);
    else if (kind === 'reverse') made.reverse();
    else if (kind === 'cell') made[place] = { ...here, [name]: other[name] ?? '' };
    else if (kind === 'text') made[place] = { ...here, [name]: 'sold out' };
  }
  return made;
}

function toCsv(rows: readonly Row[], columns: readonly string[], extra: boolean): string {
  const quote = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((each, i) => [...columns.map((name) => quote(each[name] ?? '')), ...(extra ? [`x${i}`] : [])].join(','));
  return `${[...columns, ...(extra ? ['added later'] : [])].join(',')}\n${lines.join('\n')}\n`;
}

/** The cell as it is compared: numbers by value, texts as they are, and as text where the types differ otherwise. */
function comparableCell(text: string, own: ColumnType, other: ColumnType): string | number | null {
  if (text === '') return null;
  if (isNumber(own) && isNumber(other)) return Number(text);
  return isText(own) === isText(other) && own === other && !isText(own) ? Number(text) : text;
}

/** The same rules, written plainly: rows of unique keys cell by cell, all others as a multiset. */
function plainDiff(before: readonly Row[], after: readonly Row[], names: readonly string[], key: readonly string[], types: { before: (name: string) => ColumnType; after: (name: string) => ColumnType }): string[] {
  const normal = (each: Row, side: 'before' | 'after', columns: readonly string[]): string =>
    JSON.stringify(columns.map((name) => comparableCell(each[name] ?? '', side === 'before' ? types.before(name) : types.after(name), side === 'before' ? types.after(name) : types.before(name))));
  const groupsOf = (rows: readonly Row[], side: 'before' | 'after', columns: readonly string[]): Map<string, number[]> => {
    const groups = new Map<string, number[]>();
    for (const [i, each] of rows.entries()) groups.set(normal(each, side, columns), [...(groups.get(normal(each, side, columns)) ?? []), i + 1]);
    return groups;
  };
  const found: { text: string; place: number; gone: boolean }[] = [];
  const say = (kind: string, old: number | undefined, now: number | undefined, differing: readonly string[] = []): void => void found.push({ text: [kind, old ?? '-', now ?? '-', ...differing].join(' '), place: now ?? old ?? 0, gone: now === undefined });
  const [old, now] = [groupsOf(before, 'before', key), groupsOf(after, 'after', key)];
  const repeats = (name: string): boolean => key.length === 0 || (old.get(name)?.length ?? 0) > 1 || (now.get(name)?.length ?? 0) > 1;
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [mine = [], theirs = []] = [old.get(name), now.get(name)];
    if (!repeats(name)) {
      const [a, b] = [mine[0], theirs[0]];
      if (a === undefined || b === undefined) say(a === undefined ? 'added' : 'removed', a, b);
      else {
        const differing = names.filter((column) => normal(before[a - 1] ?? {}, 'before', [column]) !== normal(after[b - 1] ?? {}, 'after', [column]));
        if (differing.length > 0) say('changed', a, b, differing);
      }
      continue;
    }
    const whole = (row: number, side: 'before' | 'after'): string => normal((side === 'before' ? before : after)[row - 1] ?? {}, side, names);
    const left = new Map<string, number[]>();
    for (const row of mine) left.set(whole(row, 'before'), [...(left.get(whole(row, 'before')) ?? []), row]);
    for (const row of theirs) {
      const same = left.get(whole(row, 'after')) ?? [];
      if (same.shift() === undefined) say('added', undefined, row);
    }
    for (const row of [...left.values()].flat()) say('removed', row, undefined);
  }
  return found.sort((a, b) => a.place - b.place || Number(a.gone) - Number(b.gone)).map(({ text }) => text);
}

function typeIn(snapshot: Snapshot): (name: string) => ColumnType {
  return (name) => snapshot.columns.find((column) => column.name === name)?.type ?? 'text';
}

test('equals the plain difference, is empty of a version and itself, and turns round', { timeout: 120_000 }, async () => {
  const { version, diff, rows } = openDiff();
  await fc.assert(
    fc.asyncProperty(versions, async ({ rows: made, changes, newColumn, columns, key }) => {
      const later = applied(made, changes);
      const before = await version(toCsv(made, ['sku', 'whole', 'price', 'label'], false));
      const after = await version(toCsv(later, columns, newColumn));
      const names = after.columns.map(({ name }) => name).filter((name) => before.columns.some((column) => column.name === name));
      const expected = plainDiff(made, later, names, key, { before: typeIn(before), after: typeIn(after) });
      const found = await diff(before, after, key);
      expect(told(await rows(before, after, key))).toEqual(expected);
      const counted = (kind: string): number => expected.filter((text) => text.startsWith(kind)).length;
      expect([found.added, found.removed, found.changed ?? 0]).toEqual([counted('added'), counted('removed'), counted('changed')]);
      expect(found.columns.added).toEqual(newColumn ? ['added later'] : []);

      const back = await diff(after, before, key);
      expect([back.added, back.removed, back.changed, back.changedCells]).toEqual([found.removed, found.added, found.changed, found.changedCells]);
      expect(back.distributions.map(({ column, distance }) => [column, distance.toFixed(9)]).sort()).toEqual(found.distributions.map(({ column, distance }) => [column, distance.toFixed(9)]).sort());
      expect(await diff(after, after, key)).toMatchObject({ added: 0, removed: 0, changedCells: key.length === 0 ? null : 0 });
    }),
    { numRuns: 40 },
  );
});
