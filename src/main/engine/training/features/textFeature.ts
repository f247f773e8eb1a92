/** Free text and lists in cells: how many words or items, how long, a flag for each of the most common ones, and hashed TF-IDF of all. */
import { z } from 'zod';
import { listEntries, listFormOf, readList, type ListForm, type ReadList } from '@shared/cells/lists';
import { mapTexts } from '../table';
import type { TrainingColumn } from '../types';
import type { ColumnFit, FeatureColumns, FittedColumn } from './featureKind';
import { emptyBuckets, fitHashedWords, hashedWordsSchema, weighParts } from './hashedWords';
import { rememberTexts } from './rememberTexts';
import { areManyGroups, rowsNeeded, Support } from './support';
import { itemsOf, normaliseCategory, wordsOf } from './words';

export const textPlanSchema = z.object({
  kind: z.literal('text'),
  column: z.string(),
  /** A cell is a list of items between commas (`items`), a list of another form, or running words. */
  parts: z.enum(['items', 'words', 'semicolon', 'pipe', 'slash', 'json']),
  /** Most common first. */
  keywords: z.array(z.string()),
  /** Whether the number of characters is a feature. */
  length: z.boolean().default(false),
  /** Hashed TF-IDF of the words or items; null for none. */
  hashed: hashedWordsSchema.nullable().default(null),
});
export type TextPlan = z.infer<typeof textPlanSchema>;

const mostKeywords = 40;
const tooCommon = 0.95;

export function fitText({ column, rows, groups, hashedBuckets = 0 }: ColumnFit): FittedColumn<TextPlan> | null {
  const parts = partsIn(column, rows);
  const supports = new Map<string, Support>();
  const partsOfRows: (readonly string[] | null)[] = [];
  mapTexts(column, rows, readParts[parts], (i, found) => {
    if (hashedBuckets > 0) partsOfRows.push(found && found.all);
    for (const word of found?.different ?? []) {
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
  const plan: TextPlan = {
    kind: 'text',
    column: column.name,
    parts,
    keywords,
    length: parts === 'words',
    hashed: hashedBuckets > 0 ? fitHashedWords(partsOfRows, hashedBuckets, true) : null,
  };
  return { plan, features: encodeText(plan, column, rows) };
}

export function encodeText(plan: TextPlan, column: TrainingColumn | undefined, rows: Int32Array): FeatureColumns {
  const index = new Map(plan.keywords.map((word, i) => [word, i]));
  const counts = new Float64Array(rows.length);
  const lengths = plan.length ? new Float64Array(rows.length) : null;
  const flags = plan.keywords.map(() => new Float64Array(rows.length));
  const { hashed } = plan;
  const buckets = hashed ? emptyBuckets(hashed, rows.length) : [];
  mapTexts(
    column,
    rows,
    (text) => {
      const { all, different } = readParts[plan.parts](text);
      return { count: all.length, length: text.length, flags: different.flatMap((word) => index.get(word) ?? []), weights: hashed ? weighParts(all, hashed) : [] };
    },
    (i, found) => {
      if (!found) return;
      counts[i] = found.count;
      if (lengths) lengths[i] = found.length;
      for (const flag of found.flags) flags[flag]![i] = 1;
      for (const [bucket, weight] of found.weights) buckets[bucket]![i] = weight;
    },
  );
  return [counts, ...(lengths ? [lengths] : []), ...flags, ...buckets];
}

interface Parts {
  readonly all: readonly string[];
  readonly different: readonly string[];
}

const rememberParts = (divide: (text: string) => readonly string[]): ((text: string) => Parts) =>
  rememberTexts((text) => {
    const all = divide(text);
    return { all, different: [...new Set(all)] };
  });
const divideList = (form: ListForm): ((text: string) => Parts) => rememberParts((text) => listEntries(text, form).map(normaliseCategory).filter((item) => item !== ''));
/** Every fit of a table asks them of the same cells. */
const readParts: Readonly<Record<TextPlan['parts'], (text: string) => Parts>> = {
  words: rememberParts(wordsOf),
  items: rememberParts(itemsOf),
  semicolon: divideList('semicolon'),
  pipe: divideList('pipe'),
  slash: divideList('slash'),
  json: divideList('json'),
};
const rememberList = (form: ListForm): ((text: string) => ReadList) => rememberTexts((text) => readList(text, form));
const readLists: Readonly<Record<ListForm, (text: string) => ReadList>> = { comma: rememberList('comma'), semicolon: rememberList('semicolon'), pipe: rememberList('pipe'), slash: rememberList('slash'), json: rememberList('json') };

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
  return listFormOf(sample, (text, form) => readLists[form](text));
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
