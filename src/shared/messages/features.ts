/** What became of the columns of the data, in words: for the command line and the window alike. */
import type { ColumnFeatures, FeaturePart, FeatureReport, featureDropReasons, featureSortNames } from '../areas/features';

const count = (value: number, one: string, more = `${one}s`): string => `${value.toLocaleString('en-US')} ${value === 1 ? one : more}`;
const fine = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
const first = (names: readonly string[], most: number): string => names.slice(0, most).join(', ') + (names.length > most ? ', …' : '');

const sorts: Readonly<Record<(typeof featureSortNames)[number], string>> = { number: 'Number', date: 'Date', category: 'Category', text: 'Text', ratio: 'Ratio' };
const drops: Readonly<Record<(typeof featureDropReasons)[number], string>> = {
  identifier: 'an identifier',
  empty: 'missing in every training row',
  constant: 'the same in every training row',
  rare: 'no value or word occurs in enough rows and groups',
};

export const featureMessages = {
  title: 'What the columns became',
  tableOf: (model: string): string => `What the columns became for ${model.toLowerCase()}`,
  sorts,
  drops,
  heads: { column: 'Column', sort: 'Read as', features: 'Features', how: 'How' },
  none: 'This model looks at no columns.',
  columnName: ({ columns, sort, features }: Pick<ColumnFeatures, 'columns' | 'sort' | 'features'>): string => (sort === 'ratio' ? (features[0]?.name ?? columns.join(' / ')) : columns.join(', ')),
  dropped: ({ column, reason }: FeaturePart['dropped'][number]): string => `${column} was dropped: ${drops[reason]}.`,
  leftOut: ({ column, reason }: FeatureReport['leftOut'][number]): string => `${column} was left out of the race: ${reason}.`,
  treated: ({ column, treatment }: FeatureReport['treated'][number]): string => `${column}: ${treatment}.`,
  infinite: ({ column, rows }: FeaturePart['infinite'][number]): string => `${column} holds infinities in ${count(rows, 'row')}; they count as missing.`,
  /** One sentence for each step that was taken. */
  steps({ sort, fill, missingFlag, logarithmic, levels, pooled, targetMeans, keywords, hashed, features }: ColumnFeatures): readonly string[] {
    const steps = [
      ...(logarithmic ? ['on a log scale'] : []),
      ...(fill !== null ? [`missing filled with ${fine(fill)}`] : sort === 'number' || sort === 'ratio' ? ['missing stays missing'] : []),
      ...(missingFlag ? ['a flag where it is missing'] : []),
      ...(levels.length > 0 ? [`${count(levels.length, 'level')} of its own: ${first(levels, 5)}`.replace('levels of its own', 'levels of their own')] : []),
      ...(pooled && pooled.levels > 0 ? [`${count(pooled.levels, 'rare level')} in ${count(pooled.rows, 'row')} pooled`] : []),
      ...(targetMeans ? [`smoothed target mean of ${count(targetMeans.levels.length, 'level')}`] : []),
      ...(keywords.length > 0 ? [`${count(keywords.length, 'common word')}: ${first(keywords, 5)}`] : []),
      ...(hashed ? [`TF-IDF hashed into ${count(hashed.idf.length, 'bucket')}`] : []),
    ];
    return steps.length > 0 ? steps : features.slice(0, 3).map(({ meaning }) => meaning);
  },
};
