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
  ['answer', 'answer of the trees'],
  ['textBuckets', 'buckets for words of texts'],
  ['batchRows', 'rows per step'],
  ['alpha', 'penalty'],
  ['l1Ratio', 'share of penalty that zeroes'],
  ['power', 'power of the mean'],
  ['neighbours', 'rows asked'],
  ['weighting', 'weighed by'],
  ['signs', 'weights'],
]);

export function settingWords(name: string): string {
  const plain = known.get(name);
  if (plain !== undefined) return plain;
  return name
    .replace(/[._-]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, left: string, right: string) => `${left} ${right.toLowerCase()}`)
    .trim();
}

const notes: ReadonlyMap<string, string> = new Map(['ridge.penalty', 'elastic-net.alpha', 'poisson.alpha', 'tweedie.alpha'].map((setting) => [setting, '0: chosen on inner folds']));

/** What a setting's range alone does not tell. */
export function settingNote(model: string, setting: string): string | undefined {
  return notes.get(`${model}.${setting}`);
}
