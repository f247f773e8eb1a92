/** The type the analyst sees: text is told apart into category, id and text, and each type says its evidence. */
import type { ColumnType } from '@shared/areas/common';
import { datasetsMessages } from '@shared/messages/datasets';
import type { ColumnFacts } from './columnFacts';
import { hasCodeName } from './reading/codeName';
import type { ColumnForm } from './reading/columnForm';

export interface TypedColumn {
  readonly type: ColumnType;
  readonly evidence: string;
}

const why = datasetsMessages.evidence;

/** Fewer different codes are rather categories. */
const fewestCodes = 20;
/** Or one for every hundred cells, where there are many. */
const mostCategories = 1000;
const longestCategory = 60;

export function typeOfColumn(form: ColumnForm, facts: ColumnFacts, rows: number, chosen: ColumnType | undefined): TypedColumn {
  const remark = form.remark === null ? '' : `, ${form.remark}`;
  const missing = facts.nulls === 0 || facts.nulls === rows ? '' : why.missing(facts.nulls);
  const values = rows - facts.nulls;
  if (form.storage === 'text') {
    const found = textType(form, facts, values, chosen);
    const kept = form.code === 'none' && values > 0 ? remark : '';
    const list = facts.list === null || form.code !== 'none' ? '' : why.list(facts.list.form, facts.list.meanEntries, facts.list.differentEntries);
    return { type: found.type, evidence: `${found.evidence}${kept}${list}${missing}` };
  }
  return { type: form.storage, evidence: `${valuesAndRange(form.storage, facts, values)}${remark}${missing}` };
}

/** Evidence of a column whose type is settled. */
export function evidenceOf(storage: ColumnForm['storage'], facts: ColumnFacts, rows: number): string {
  const values = rows - facts.nulls;
  if (values === 0) return why.empty;
  const missing = facts.nulls === 0 ? '' : why.missing(facts.nulls);
  return `${storage === 'text' ? why.differentTexts(facts.distinct, values) : valuesAndRange(storage, facts, values)}${missing}`;
}

function valuesAndRange(storage: Exclude<ColumnForm['storage'], 'text'>, { smallest, largest }: ColumnFacts, values: number): string {
  const range = smallest === null || largest === null || storage === 'boolean' ? '' : why.range(shown(smallest), shown(largest));
  return `${datasetsMessages.number(values)} ${why.values[storage]}${range}`;
}

function textType(form: ColumnForm, facts: ColumnFacts, values: number, chosen: ColumnType | undefined): TypedColumn {
  const different = why.differentTexts(facts.distinct, values);
  if (chosen === 'text' || chosen === 'category' || chosen === 'id') return { type: chosen, evidence: `${different}, ${why.typeChosen}` };
  if (values === 0) return { type: 'text', evidence: why.empty };
  const unique = facts.distinct === values && values > fewestCodes;
  if (form.code === 'by-form' || (form.code === 'by-name' && facts.distinct > fewestCodes)) return { type: 'id', evidence: `${different}: ${form.remark ?? why.namedCode}` };
  if (facts.hexadecimal && facts.distinct > 1) return { type: 'id', evidence: `${different}, ${why.hexadecimal}` };
  if (facts.spacedShare === 0 && facts.distinct > fewestCodes && hasCodeName(form.name) && (facts.meanLength >= 4 || unique)) return { type: 'id', evidence: `${different}, ${why.codeByName}` };
  if (unique && facts.spacedShare === 0 && facts.meanLength <= 40) return { type: 'id', evidence: why.eachDifferent(values) };
  // Their entries are what they have in common, not the whole cells.
  if (facts.list !== null) return { type: 'text', evidence: different };
  const few = facts.distinct <= 50 && !unique;
  const repeated = facts.distinct <= values / 2 && facts.distinct <= Math.max(mostCategories, values / 100);
  if ((few || repeated) && facts.meanLength <= longestCategory) return { type: 'category', evidence: different };
  return { type: 'text', evidence: `${different}${facts.meanLength > longestCategory ? `, ${why.meanLength(facts.meanLength)}` : ''}` };
}

function shown(value: number | string): string {
  return typeof value === 'number' ? datasetsMessages.number(value) : value.replace('T', ' ').replace(/Z$/, '');
}
