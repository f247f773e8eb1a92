/** From an import request to a recipe and back: what was decided goes under the names of the file's own header. */
import type { z } from 'zod';
import type { importRequestSchema, ReadingRequest, Snapshot } from '@shared/areas/datasets';
import type { Recipe, RecipeColumn, RecipeOffer, recipeReadingSchema } from '@shared/areas/recipes';
import { repairWithout, type Repair } from '@shared/areas/repairs';
import { matchHeader } from './matchHeader';

export type Decisions = Pick<z.output<typeof importRequestSchema>, 'reading' | 'columns'>;

/** `header` are the names in the file. Null where nothing was decided: such an import has nothing to remember. */
export function makeRecipe(name: string, header: readonly string[], { reading, columns }: Decisions): Recipe | null {
  const { onAmbiguous: _how, members: _members, columnNames, columnNullTokens = [], ...rest } = reading;
  const nameOf = (place: number): string => columnNames?.[place] ?? header[place] ?? '';
  const decided = header.flatMap((own, place): RecipeColumn[] => {
    const given = nameOf(place);
    const change = columns.find((column) => column.name === given);
    const tokens = columnNullTokens.find(({ column }) => column === given)?.tokens;
    const { type, role, knownWhen } = change ?? {};
    const parts = { ...(columnNames === undefined ? {} : { name: given }), ...(type && { type }), ...(role && { role }), ...(knownWhen && { knownWhen }), ...(tokens && { nullTokens: tokens }) };
    return Object.keys(parts).length === 0 ? [] : [{ header: own, ...parts }];
  });
  const made: Recipe = { format: 'almanac-recipe', formatVersion: 1, name, header: [...header], reading: withoutUndefined(rest), columns: decided };
  return decided.length === 0 && isUndecided(made.reading) ? null : made;
}

/** What the next file of this shape is to be repaired by, from now on; null where there is neither a recipe nor a repair. */
export function withRepairs(recipe: Recipe | null, snapshot: Pick<Snapshot, 'datasetName' | 'columns' | 'reading'>, repairs: readonly Repair[]): Recipe | null {
  if (!recipe && repairs.length === 0) return null;
  const { repairs: _before, ...reading } = recipe?.reading ?? readingOf(snapshot);
  const known = recipe ?? { format: 'almanac-recipe', formatVersion: 1, name: snapshot.datasetName, header: headerOf(snapshot), columns: [] };
  return { ...known, reading: { ...reading, ...(repairs.length > 0 && { repairs: [...repairs] }) } };
}

/** Where nothing was kept of an import, its columns have the names of the file. */
function headerOf({ columns, reading: { unpivot, repaired } }: Pick<Snapshot, 'columns' | 'reading'>): string[] {
  return unpivot?.names ?? (repaired?.columns ?? columns).map(({ name }) => name);
}

function readingOf({ reading: { onRagged, unpivot } }: Pick<Snapshot, 'reading'>): Recipe['reading'] {
  return { onRagged, ...(unpivot && { unpivot }) };
}

function withoutUndefined(reading: Recipe['reading']): Recipe['reading'] {
  const kept: Partial<Recipe['reading']> = Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
  return { ...kept, onRagged: reading.onRagged };
}

function isUndecided({ onRagged, ...rest }: z.output<typeof recipeReadingSchema>): boolean {
  return onRagged === 'reject' && Object.keys(rest).length === 0;
}

/** The answers of a recipe that fit a file with this header, and how well the two go together. */
export function applyRecipe(recipe: Recipe, header: readonly string[]): Pick<RecipeOffer, 'fit' | 'apply'> {
  const { positions, fit } = matchHeader(recipe.header, header);
  const decisions = new Map(recipe.columns.map((column) => [column.header, column]));
  const names = [...header];
  for (const [i, place] of positions.entries()) if (place !== -1) names[place] = decisions.get(recipe.header[i] ?? '')?.name ?? recipe.header[i] ?? '';
  const fitting = recipe.header.flatMap((own, i) => {
    const column = decisions.get(own);
    return column && positions[i] !== undefined && positions[i] !== -1 ? [{ ...column, name: names[positions[i]] ?? own }] : [];
  });
  const renamed = recipe.columns.some(({ name }) => name !== undefined) || names.some((name, place) => name !== header[place]);
  const tokens = fitting.flatMap(({ name, nullTokens }) => (nullTokens ? [{ column: name, tokens: nullTokens }] : []));
  const { repairs, ...decided } = recipe.reading;
  const missing = new Set(fit.missing.map((own) => decisions.get(own)?.name ?? own));
  const fittingRepairs = (repairs ?? []).flatMap((repair) => repairWithout(repair, missing) ?? []);
  const reading: RecipeOffer['apply']['reading'] = { ...decided, ...(fittingRepairs.length > 0 && { repairs: fittingRepairs }), ...(renamed && { columnNames: names }), ...(tokens.length > 0 && { columnNullTokens: tokens }) };
  const columns = fitting.flatMap(({ name, type, role, knownWhen }) => (type || role || knownWhen ? [{ name, ...(type && { type }), ...(role && { role }), ...(knownWhen && { knownWhen }) }] : []));
  return { fit, apply: { reading, columns } };
}

/** What is asked for in a request wins over the recipe. */
export function mergeDecisions(applied: RecipeOffer['apply'], request: Decisions): Decisions {
  const asked: Partial<ReadingRequest> = Object.fromEntries(Object.entries(request.reading).filter(([, value]) => value !== undefined));
  const onRagged = request.reading.onRagged === 'quarantine' ? 'quarantine' : applied.reading.onRagged;
  const named = new Map(request.columns.map((column) => [column.name, column]));
  const columns = [...applied.columns.map((column) => ({ ...column, ...named.get(column.name) })), ...request.columns.filter(({ name }) => !applied.columns.some((column) => column.name === name))];
  return { reading: { ...applied.reading, ...asked, onAmbiguous: request.reading.onAmbiguous, onRagged }, columns };
}
