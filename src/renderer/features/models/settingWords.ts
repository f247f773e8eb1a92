/** Names of settings as people read them; unknown ones are taken apart at their capitals and dots. */

const known: ReadonlyMap<string, string> = new Map([
  ['model', 'algorithm'],
  ['groupBy', 'folds grouped by'],
  ['oneRowPer', 'one row per'],
  ['split', 'folds by'],
  ['dateColumn', 'ordered by'],
  ['leftOut', 'left out'],
  ['space', 'learned in'],
  ['metric', 'decided by'],
  ['level', 'interval level'],
  ['columns', 'columns used'],
  ['minLeafRows', 'fewest rows in a leaf'],
  ['featureShare', 'share of columns tried'],
  ['rowShare', 'share of rows per tree'],
  ['textBuckets', 'buckets for words of texts'],
  ['batchRows', 'rows per step'],
]);

export function settingWords(name: string): string {
  const plain = known.get(name);
  if (plain !== undefined) return plain;
  return name
    .replace(/[._-]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, left: string, right: string) => `${left} ${right.toLowerCase()}`)
    .trim();
}
