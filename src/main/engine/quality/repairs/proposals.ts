/** Repairs that may help a failing check, before they are tried. A new idea is one entry in the list of its kind of check. */
import type { Column } from '@shared/areas/datasets';
import type { Check, DataSchema } from '@shared/areas/qualitySchema';
import { columnsOf } from '@shared/areas/qualitySchema';
import { columnTypeSchema } from '@shared/areas/common';
import type { Repair, RowCheck } from '@shared/areas/repairs';
import { rowCheckSchema } from '@shared/areas/repairs';
import { repairMessages } from '@shared/messages/repairs';
import { isText } from '@engine/datasets';
import { spellingKeys, type CountedText } from './spellings';

export interface Idea {
  readonly title: string;
  readonly repairs: readonly Repair[];
}

export interface Failure {
  readonly check: Check;
  readonly columns: readonly Column[];
  /** The different texts of failing cells, where the check is of one text column. */
  readonly failingTexts: readonly CountedText[];
  readonly schema: DataSchema | null;
  /** Whether rows fail, and not the table as a whole. */
  readonly byRows: boolean;
}

const words = repairMessages.proposals;

export function ideasFor(failure: Failure): Idea[] {
  const { check, columns, byRows } = failure;
  const names = columnsOf(check);
  const column = names.length === 1 ? columns.find(({ name }) => name === names[0]) : undefined;
  return [...(column ? columnIdeas(failure, column) : tableIdeas(failure)), ...(byRows ? [...repeatedRows(check), { title: words.setAside, repairs: [{ kind: 'quarantine' as const, check: rowCheckSchema.parse(check) }] }] : [])];
}

function columnIdeas(failure: Failure, column: Column): Idea[] {
  const { check } = failure;
  switch (check.check) {
    case 'not-null':
    case 'present-share':
      return fillIdeas(failure, column);
    case 'type':
      return coerceIdeas(check, column);
    case 'unique':
      return [];
    default:
      return [...(isText(column.type) ? textIdeas(failure, column) : []), { title: words.clear(column.name), repairs: [{ kind: 'clear', check: rowCheckSchema.parse(check) }] }];
  }
}

/** A default of the rules comes first, as it was said by somebody. */
function fillIdeas({ schema }: Failure, { name, type }: Column): Idea[] {
  const declared = schema?.columns.find((column) => !column.pattern && column.name === name)?.default ?? null;
  const statistics = type === 'integer' || type === 'decimal' ? (['median', 'mean'] as const) : (['most-common'] as const);
  return [
    ...(declared === null ? [] : [{ title: words.fillDefault(declared), repairs: [{ kind: 'fill' as const, column: name, value: declared }] }]),
    ...statistics.map((statistic): Idea => ({ title: words.fill(repairMessages.statistics[statistic]), repairs: [{ kind: 'fill', column: name, statistic }] })),
  ];
}

function coerceIdeas(check: Check, { name }: Column): Idea[] {
  const type = columnTypeSchema.safeParse(check.args['type']);
  if (!type.success) return [];
  const coerce = (misfits: 'refuse' | 'missing'): Repair => ({ kind: 'coerce', column: name, type: type.data, misfits });
  const read: RowCheck = rowCheckSchema.parse({ ...check, args: { ...check.args, coerce: true } });
  return [
    { title: words.coerce(type.data), repairs: [coerce('refuse')] },
    { title: words.coerceMissing(type.data), repairs: [coerce('missing')] },
    { title: words.coerceAside(type.data), repairs: [{ kind: 'quarantine', check: read }, coerce('refuse')] },
  ];
}

function textIdeas({ check, failingTexts }: Failure, { name }: Column): Idea[] {
  const allowed = Array.isArray(check.args['values']) ? check.args['values'].filter((value) => typeof value === 'string') : [];
  const spelled = check.check === 'one-of' || check.check === 'distinct-in-set' || check.check === 'distinct-equals' ? respell(name, failingTexts, allowed) : [];
  const trims = ([undefined, 'lower', 'upper'] as const).map((folded): Idea => ({ title: words.trim(folded), repairs: [{ kind: 'trim', column: name, ...(folded && { case: folded }) }] }));
  return [...(spelled.length === 0 ? [] : [{ title: words.spellings, repairs: [{ kind: 'merge' as const, column: name, into: spelled }] }]), ...trims];
}

/** Failing texts that are an allowed value in another spelling. */
function respell(column: string, failing: readonly CountedText[], allowed: readonly string[]): { value: string; spellings: string[] }[] {
  const keys = spellingKeys(column, failing.map(({ value }) => value), allowed);
  const byKey = new Map(allowed.toReversed().map((value) => [keys.get(value) ?? value, value]));
  const groups = Map.groupBy(failing, ({ value }) => byKey.get(keys.get(value) ?? value) ?? null);
  return [...groups].flatMap(([value, spellings]) => (value === null ? [] : [{ value, spellings: spellings.map((spelling) => spelling.value) }]));
}

function repeatedRows(check: Check): Idea[] {
  const canKeepOne = ['unique', 'unique-together', 'distinct-rows'].includes(check.check) && check.args['report'] !== 'exclude-first';
  return canKeepOne ? [{ title: words.keepFirst, repairs: [{ kind: 'quarantine', check: rowCheckSchema.parse({ ...check, args: { ...check.args, report: 'exclude-first' } }) }] }] : [];
}

/** Columns that are not declared are left out; those that are missing come with their default. */
function tableIdeas({ check, columns, schema }: Failure): Idea[] {
  const present = new Set(columns.map(({ name }) => name));
  const wanted = [check.args['columns'], check.args['name']].flat().filter((name) => typeof name === 'string');
  const keep = wanted.filter((name) => present.has(name));
  const added = (schema?.columns ?? []).flatMap((column): Repair[] => (!column.pattern && !present.has(column.name) && column.default !== undefined && wanted.includes(column.name) ? [{ kind: 'add-column', column: column.name, type: column.type === 'any' ? 'text' : column.type, value: column.default }] : []));
  return [
    ...(check.check === 'columns-are' && keep.length > 0 && keep.length < present.size ? [{ title: words.keepDeclared(present.size - keep.length), repairs: [{ kind: 'keep-columns' as const, columns: keep }] }] : []),
    ...(added.length > 0 ? [{ title: words.addDefaults(added.length), repairs: added }] : []),
  ];
}
