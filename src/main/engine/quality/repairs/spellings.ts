/** Which texts are one value in different spellings: by case, white space, punctuation, and a word that others leave out, such as "size". */

export interface CountedText {
  readonly value: string;
  readonly rows: number;
}

/** Signs between digits and before a number tell values apart, and so do those of c++ and c#. */
function plainKey(text: string): string {
  const words = text.normalize('NFKC').toLowerCase().replaceAll(/((?<=\d)[.,:/-](?=\d)|(?<![\p{L}\p{N}])-(?=\d))|[^\p{L}\p{N}+#%&$€£*]/gu, (_sign, kept: string | undefined) => kept ?? ' ');
  return words.trim().replaceAll(/\s+/g, ' ');
}

/** So many different remainders make a leading word one that says nothing; one is enough for a word of the column's name. */
const fewestRemainders = 2;

/** The key of each text; texts of one key are one value. `others` are values that need not occur, such as those a rule allows. */
export function spellingKeys(column: string, texts: readonly string[], others: readonly string[] = []): ReadonlyMap<string, string> {
  const plain = new Map([...texts, ...others].map((text) => [text, plainKey(text)]));
  const keys = new Set(plain.values());
  const remainders = new Map<string, Set<string>>();
  for (const key of keys) {
    const [word = '', ...rest] = key.split(' ');
    const remainder = rest.join(' ');
    if (/^\p{L}{2,}$/u.test(word) && keys.has(remainder)) remainders.set(word, (remainders.get(word) ?? new Set()).add(remainder));
  }
  const named = new Set(column.toLowerCase().split(/[^\p{L}]+/u));
  const idle = [...remainders].filter(([word, found]) => found.size >= fewestRemainders || named.has(word)).map(([word]) => word);
  return new Map([...plain].map(([text, key]) => [text, withoutWord(key, idle, keys)]));
}

function withoutWord(key: string, idle: readonly string[], keys: ReadonlySet<string>): string {
  for (const word of idle) {
    const remainder = key.startsWith(word) ? key.slice(word.length).trim() : '';
    if (remainder !== '' && keys.has(remainder)) return remainder;
  }
  return key;
}

/** Texts that are spelled in more than one way, the most common spelling first; the groups with most rows to change come first. */
export function groupSpellings(column: string, texts: readonly CountedText[]): { readonly value: string; readonly rows: number; readonly spellings: readonly CountedText[] }[] {
  const keys = spellingKeys(column, texts.map(({ value }) => value));
  const groups = Map.groupBy(texts, ({ value }) => keys.get(value) ?? value);
  return [...groups]
    .filter(([key, spellings]) => key !== '' && spellings.length > 1)
    .map(([, found]) => {
      const spellings = [...found].sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
      return { value: spellings[0]?.value.trim() ?? '', rows: spellings.reduce((sum, { rows }) => sum + rows, 0), spellings };
    })
    .sort((a, b) => toChange(b) - toChange(a) || (a.value < b.value ? -1 : 1));
}

function toChange({ value, spellings }: { readonly value: string; readonly spellings: readonly CountedText[] }): number {
  return spellings.reduce((sum, spelling) => sum + (spelling.value === value ? 0 : spelling.rows), 0);
}
