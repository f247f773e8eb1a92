/** Long lists beside each other, each cut down to what the others do not all have. Pure. */

type Value = string | number | boolean | null;

const shown = 3;

/** Lists are names joined by ", "; a list with nothing of its own says so. Values that are no text stay as they are. */
export function tellListsApart(values: readonly Value[]): readonly Value[] {
  const lists = values.map((value) => (typeof value === 'string' ? value.split(', ').filter((name) => name !== '') : null));
  const texts = lists.filter((list) => list !== null);
  const [first = []] = texts;
  const common = new Set(first.filter((name) => texts.every((list) => list.includes(name))));
  if (texts.length < 2 || texts.every((list) => list.length === common.size)) return values;
  return values.map((value, index) => {
    const list = lists[index];
    if (!list) return value;
    const own = list.filter((name) => !common.has(name));
    const rest = common.size > 0 ? `${common.size} that all leave out` : 'nothing';
    if (own.length === 0) return rest;
    const named = own.length > shown + 1 ? `${own.slice(0, shown).join(', ')} and ${own.length - shown} more` : own.join(', ');
    return common.size > 0 ? `${named}, besides ${rest}` : named;
  });
}
