/** The type the analyst sees: text is told apart into category, id and text, and each type says its evidence. */
import type { ColumnType } from '@shared/areas/common';
import type { ColumnFacts } from './columnFacts';
import type { ColumnForm } from './reading/columnForm';

export interface TypedColumn {
  readonly type: ColumnType;
  readonly evidence: string;
}

/** A code by its name: product_id, sku. */
const codeName = /(^|[_\s-])(id|ids|sku|ean|upc|gtin|asin|isbn|uuid|guid|code|key)$|(Id|ID|Sku|SKU)$/;
const mostCategories = 1000;
const longestCategory = 60;

export function typeOfColumn(form: ColumnForm, facts: ColumnFacts, rows: number, chosen: ColumnType | undefined): TypedColumn {
  const remark = form.remark === null ? '' : `, ${form.remark}`;
  const missing = facts.nulls === 0 || facts.nulls === rows ? '' : `; ${count(facts.nulls)} missing`;
  const values = rows - facts.nulls;
  if (form.storage === 'text') {
    const found = textType(form, facts, values, chosen);
    return { type: found.type, evidence: `${found.evidence}${missing}` };
  }
  const range = facts.smallest === null || facts.largest === null ? '' : facts.smallest === facts.largest ? `, all ${shown(facts.smallest)}` : ` from ${shown(facts.smallest)} to ${shown(facts.largest)}`;
  const nouns: Readonly<Record<typeof form.storage, string>> = { integer: 'whole numbers', decimal: 'numbers', boolean: 'true or false values', date: 'dates', datetime: 'dates with time' };
  return { type: form.storage, evidence: `${count(values)} ${nouns[form.storage]}${form.storage === 'boolean' ? '' : range}${remark}${missing}` };
}

function textType(form: ColumnForm, facts: ColumnFacts, values: number, chosen: ColumnType | undefined): TypedColumn {
  const different = `${count(facts.distinct)} different ${facts.distinct === 1 ? 'text' : 'texts'} in ${count(values)} cells`;
  if (chosen === 'text' || chosen === 'category' || chosen === 'id') return { type: chosen, evidence: `${different}, type as chosen` };
  if (values === 0) return { type: 'text', evidence: 'every cell is missing' };
  const unique = facts.distinct === values && values > 20;
  if (form.code && (facts.distinct > 20 || form.remark?.startsWith('digits under') !== true)) return { type: 'id', evidence: `${different}: ${form.remark ?? 'codes'}` };
  if (facts.hexadecimal && facts.distinct > 1) return { type: 'id', evidence: `${different}, all long hexadecimal numbers` };
  if (facts.spacedShare === 0 && facts.distinct > 20 && form.name.match(codeName) && (facts.meanLength >= 4 || unique)) return { type: 'id', evidence: `${different}, under a name that says code` };
  if (unique && facts.spacedShare === 0 && facts.meanLength <= 40) return { type: 'id', evidence: `${count(values)} texts, each different, without spaces` };
  const few = facts.distinct <= 50 && !unique;
  const repeated = facts.distinct <= values / 2 && facts.distinct <= mostCategories;
  if ((few || repeated) && facts.meanLength <= longestCategory) return { type: 'category', evidence: different };
  return { type: 'text', evidence: `${different}${facts.meanLength > longestCategory ? `, ${Math.round(facts.meanLength)} characters on average` : ''}` };
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function shown(value: number | string): string {
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 4 }) : value.replace('T', ' ').replace(/Z$/, '');
}
