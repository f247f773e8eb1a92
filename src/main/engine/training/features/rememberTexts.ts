/** What a function makes of texts, kept by text while there is room: a compute worker meets the cells of one table in every fit. */

/** Characters of the texts kept for one function; when they are full all are forgotten. */
const mostCharacters = 4_000_000;

/** What is returned is shared: nobody may change it. */
export function rememberTexts<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  let characters = 0;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = make(text);
    if (characters + text.length > mostCharacters) {
      known.clear();
      characters = 0;
    }
    // A long text alone would push all others out.
    if (text.length > mostCharacters) return made;
    known.set(text, made);
    characters += text.length;
    return made;
  };
}
