/** Lists in a cell, such as tags: what divides their entries, found from the cells themselves. */

export const listForms = ['comma', 'semicolon', 'pipe', 'slash', 'json'] as const;
export type ListForm = (typeof listForms)[number];

/** A slash divides only between spaces: "and/or" is one entry. */
export const listSeparators: Readonly<Record<Exclude<ListForm, 'json'>, string>> = { comma: ',', semicolon: ';', pipe: '|', slash: ' / ' };

/** Entries without white space around them and without empty ones; none where the cell is no such list. */
export function listEntries(text: string, form: ListForm): string[] {
  const entries = form === 'json' ? jsonEntries(text) : text.split(listSeparators[form]);
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function jsonEntries(text: string): string[] {
  if (!/^\s*\[.*\]\s*$/su.test(text)) return [];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'string' || typeof entry === 'number') ? parsed.map(String) : [];
  } catch {
    return [];
  }
}

/** Fewer cells with two entries and more prove nothing. */
export const fewestLists = 3;
const smallestShare = 0.3;
const fewestEntries = 1.5;
/** Longer entries are clauses of a sentence. */
const mostWords = 4;

/**
 * What divides the entries of these cells, or null where they are no lists: lists differ in length, their entries are short, and entries come again.
 * So "Paris, France", always two, is no list, and neither are sentences with commas.
 */
export function listFormOf(texts: readonly string[], read = readList): ListForm | null {
  // The signs of JSON would stand in the entries of the other forms.
  if (countLists(texts, 'json', read) > 0) return 'json';
  const found = listForms.map((form) => ({ form, entries: countLists(texts, form, read) })).filter(({ entries }) => entries > 0);
  return found.reduce<(typeof found)[number] | null>((most, each) => (most === null || each.entries > most.entries ? each : most), null)?.form ?? null;
}

export interface ReadList {
  readonly entries: readonly string[];
  /** Of all entries. */
  readonly words: number;
}

export function readList(text: string, form: ListForm): ReadList {
  const entries = listEntries(text, form);
  return { entries, words: entries.reduce((words, entry) => words + entry.split(/\s+/u).length, 0) };
}

/** All entries where the cells are lists of this form, else 0. */
function countLists(texts: readonly string[], form: ListForm, read: typeof readList): number {
  if (form !== 'json' && !texts.some((text) => text.includes(listSeparators[form]))) return 0;
  const different = new Set<string>();
  const lengths = new Set<number>();
  let [entries, words, lists] = [0, 0, 0];
  for (const text of texts) {
    const { entries: own, words: ownWords } = read(text, form);
    if (form === 'json' && own.length === 0 && text.trim() !== '[]') return 0;
    lengths.add(own.length);
    entries += own.length;
    if (own.length > 1) lists++;
    words += ownWords;
    for (const entry of own) different.add(entry);
  }
  const enough = lists >= fewestLists && lists >= smallestShare * texts.length && entries >= fewestEntries * texts.length;
  return enough && lengths.size > 1 && words <= mostWords * entries && different.size <= entries / 2 ? entries : 0;
}
