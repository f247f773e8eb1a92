/** Of the quality document: every column with its figures and the shape of its values. */
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { qualityDocumentMessages as words } from '@shared/messages/qualityDocuments';
import { drawHistogram } from '../figures/histogram';
import { markup, type Markup } from '../markup';
import { absent, writeNumber, writeShare } from '../wording';
import { cutText, writeCell } from './checkSections';

const mostColumns = 300;
const mostTop = 3;

export function profileSection({ columns }: Profile): Markup {
  const heads = words.profile;
  const cut = columns.length > mostColumns ? markup`<p class="unit">${heads.cut(mostColumns, columns.length)}</p>` : null;
  return markup`<section class="long"><h2>${words.sections.profile}</h2>${cut}<table class="plain"><thead><tr><th>${heads.column}</th><th>${heads.type}</th><th class="number">${heads.missing}</th><th class="number">${heads.distinct}</th><th class="number">${heads.least}</th><th class="number">${heads.mean}</th><th class="number">${heads.most}</th><th>${heads.shape}</th></tr></thead><tbody>${columns.slice(0, mostColumns).map(columnRow)}</tbody></table></section>`;
}

function columnRow(column: ColumnProfile): Markup {
  const { name, type, rows, nulls, distinct, min, max, mean } = column;
  return markup`<tr><td class="name">${cutText(name)}</td><td>${type}</td><td class="number">${writeShare(rows === 0 ? null : nulls / rows, 1)}</td><td class="number">${writeNumber(distinct)}</td><td class="number">${extreme(min)}</td><td class="number">${mean === null ? absent : writeNumber(mean)}</td><td class="number">${extreme(max)}</td><td>${shape(column)}</td></tr>`;
}

function extreme(value: ColumnProfile['min']): string {
  if (value === null) return absent;
  return typeof value === 'number' ? writeNumber(value) : cutText(writeCell(value), 24);
}

function shape({ name, histogram, topValues }: ColumnProfile): Markup | string {
  if (histogram) return drawHistogram(histogram.counts, words.profile.picture(name));
  const top = topValues.slice(0, mostTop).map(({ value, count }) => `${cutText(value, 24)} (${writeNumber(count)})`);
  return top.length === 0 ? '' : words.profile.top(top.join(', '));
}
