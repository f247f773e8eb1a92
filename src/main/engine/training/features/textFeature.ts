/** Free text and lists in cells: how many words or items, and a flag for each of the most common ones. */
import { z } from 'zod';
import { listEntries, listFormOf, type ListForm } from '@shared/cells/lists';
import { mapTexts } from '../table';
import type { TrainingColumn } from '../types';
import type { ColumnFit, FeatureColumns, FittedColumn } from './featureKind';
import { areManyGroups, rowsNeeded, Support } from './support';
import { itemsOf, normaliseCategory, wordsOf } from './words';

export const textPlanSchema = z.object({
  kind: z.literal('text'),
  column: z.string(),
  /** A cell is a list of items between commas (`items`), a list of another form, or running words. */
  parts: z.enum(['items', 'words', 'semicolon', 'pipe', 'slash', 'json']),
  /** Most common first. */
  keywords: z.array(z.string()),
});
export type TextPlan = z.infer<typeof textPlanSchema>;

const mostKeywords = 40;
const tooCommon = 0.95;

export function fitText({ column, rows, groups }: ColumnFit): FittedColumn<TextPlan> | null {
  const parts = partsIn(column, rows);
  const supports = new Map<string, Support>();
  mapTexts(column, rows, (text) => new Set(partsOf(text, parts)), (i, words) => {
    for (const word of words ?? []) {
      let support = supports.get(word);
      if (!support) supports.set(word, (support = new Support()));
      support.add(groups ? groups[i]! : null);
    }
  });
  const groupsAreMany = areManyGroups(groups);
  const needed = rowsNeeded(rows.length);
  const keywords = [...supports]
    .filter(([, support]) => support.rows >= needed && support.rows <= tooCommon * rows.length && support.isBroad(groupsAreMany))
    .sort(([a, x], [b, y]) => y.rows - x.rows || (a < b ? -1 : 1))
    .slice(0, mostKeywords)
    .map(([word]) => word);
  const plan: TextPlan = { kind: 'text', column: column.name, parts, keywords };
  return { plan, features: encodeText(plan, column, rows) };
}

export function encodeText(plan: TextPlan, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  const index = new Map(plan.keywords.map((word, i) => [word, i]));
  const counts = new Float64Array(rows.length);
  const flags = plan.keywords.map(() => new Float64Array(rows.length));
  mapTexts(
    column,
    rows,
    (text) => {
      const words = partsOf(text, plan.parts);
      return { count: words.length, flags: words.flatMap((word) => index.get(word) ?? []) };
    },
    (i, found) => {
      if (!found) return;
      counts[i] = found.count;
      for (const flag of found.flags) flags[flag]![i] = 1;
    },
  );
  return [counts, ...flags];
}

function partsOf(text: string, parts: TextPlan['parts']): string[] {
  if (parts === 'words') return wordsOf(text);
  return parts === 'items' ? itemsOf(text) : listEntries(text, parts).map(normaliseCategory).filter((item) => item !== '');
}

/** Cells that are looked at to tell their form. */
const sampleCells = 2000;

function partsIn(column: TrainingColumn, rows: Int32Array): TextPlan['parts'] {
  if (isItemList(column, rows)) return 'items';
  const form = listFormIn(column, rows);
  return form === null ? 'words' : form === 'comma' ? 'items' : form;
}

/** What divides the entries of lists in the cells, as it was found at import; null where they are no lists. */
export function listFormIn(column: TrainingColumn, rows: Int32Array): ListForm | null {
  if (column.kind !== 'text') return null;
  const sample: string[] = [];
  mapTexts(column, rows.subarray(0, sampleCells), (text) => text, (_, text) => {
    if (text !== null && text !== '') sample.push(text);
  });
  return listFormOf(sample);
}

/** A list where the cells have three commas or more on average, and the parts between them are short. */
function isItemList(column: TrainingColumn, rows: Int32Array): boolean {
  let cells = 0;
  let items = 0;
  let words = 0;
  mapTexts(column, rows, (text) => ({ items: itemsOf(text).length, words: wordsOf(text).length }), (_, found) => {
    if (!found) return;
    cells += 1;
    items += found.items;
    words += found.words;
  });
  return cells > 0 && items / cells >= 4 && words / items <= 4;
}
