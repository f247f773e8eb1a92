/** What is different between two states of one check or one column, in words. */
import type { Check, DataSchema, DeclaredColumn } from '@shared/areas/qualitySchema';
import { formatCell, formatInteger, formatPercent, typeWords } from '../../../ui';
import { sortedText } from '../draft/sortedText';
import { severityWords } from '../messages';
import { versionMessages as words } from './messages';

const listed = 4;

export function checkChangeWords(before: Check, after: Check): readonly string[] {
  const found: string[] = [];
  if (before.enabled !== after.enabled) found.push(after.enabled ? words.switchedOn : words.switchedOff);
  for (const name of new Set([...Object.keys(before.args), ...Object.keys(after.args)])) {
    const [was, is] = [before.args[name], after.args[name]];
    if (sortedText(was ?? null) !== sortedText(is ?? null)) found.push(argumentWords(name, was, is));
  }
  if (before.mostly !== after.mostly) found.push(words.fromTo(words.mayFail, share(before), share(after)));
  if (before.nulls !== after.nulls) found.push(words.fromTo(words.missingCells, words.nulls[before.nulls], words.nulls[after.nulls]));
  if (before.severity !== after.severity) found.push(words.fromTo(words.ifItFails, severityWords[before.severity], severityWords[after.severity]));
  if (sortedText(before.condition ?? null) !== sortedText(after.condition ?? null)) found.push(before.condition === undefined ? words.conditionAdded : after.condition === undefined ? words.conditionRemoved : words.conditionChanged);
  if (before.note !== after.note) found.push(words.noteChanged);
  return found;
}

export function columnChangeWords(before: DeclaredColumn, after: DeclaredColumn): readonly string[] {
  const found: string[] = [];
  if (before.type !== after.type) found.push(words.fromTo(words.type, typeName(before), typeName(after)));
  if (before.required !== after.required) found.push(after.required ? words.nowRequired : words.nowOptional);
  if (before.coerce !== after.coerce) found.push(after.coerce ? words.nowCoerced : words.notCoerced);
  if (before.pattern !== after.pattern) found.push(after.pattern ? words.nowPattern : words.nowName);
  if (sortedText(before.default ?? null) !== sortedText(after.default ?? null)) found.push(words.fromTo(words.default, formatCell(before.default) || words.none, formatCell(after.default) || words.none));
  if (before.title !== after.title || before.description !== after.description) found.push(words.descriptionChanged);
  return found;
}

export function tableChangeWords(before: DataSchema['table'], after: DataSchema['table']): readonly string[] {
  return [...(before.strict === after.strict ? [] : [words.fromTo(words.strict, words.strictWords[before.strict], words.strictWords[after.strict])]), ...(before.ordered === after.ordered ? [] : [after.ordered ? words.nowOrdered : words.notOrdered])];
}

export function typeName({ type }: DeclaredColumn): string {
  return type === 'any' ? words.anyType : typeWords[type];
}

function share({ mostly }: Check): string {
  return formatPercent(1 - mostly, 2).replace(/[.,]?0+(?=\D*$)/, '');
}

function argumentWords(name: string, was: unknown, is: unknown): string {
  if (Array.isArray(was) && Array.isArray(is)) {
    const [earlier, later] = [was.map(plain), is.map(plain)];
    const [added, removed] = [later.filter((value) => !earlier.includes(value)), earlier.filter((value) => !later.includes(value))];
    if (added.length + removed.length > 0) return words.values(name, added.length, list(added), removed.length, list(removed));
  }
  return words.fromTo(name, plain(was), plain(is));
}

function list(values: readonly string[]): string {
  return values.length <= listed ? values.join(', ') : words.others(values.slice(0, listed - 1).join(', '), formatInteger(values.length - listed + 1));
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return words.none;
  return typeof value === 'object' ? sortedText(value) : String(value);
}
