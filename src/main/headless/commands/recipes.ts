/** recipes, recipes show, recipes export, recipes import. */
import type { InputOf } from '@shared/contract/endpoint';
import { recipeSchema, type recipesEndpoints } from '@shared/areas/recipes';
import { argument, resolvePath, usageError, type Command } from './command';
import { readJsonDocument, writeDocument } from './documents';
import { formatTable } from './table';

type RecipeRef = InputOf<(typeof recipesEndpoints)['datasets.recipe']>;

/** NAME or NAME@version; a name that holds an @ itself is one where no number follows. */
export function readRecipeRef(text: string): RecipeRef;
export function readRecipeRef(text: string | undefined): RecipeRef | undefined;
export function readRecipeRef(text: string | undefined): RecipeRef | undefined {
  if (text === undefined) return undefined;
  const match = /^(.+)@(\d{1,9})$/.exec(text);
  return match ? { name: match[1] ?? '', version: Number(match[2]) } : { name: text };
}

export const recipesCommand: Command = {
  name: 'recipes',
  usage: 'recipes',
  options: {},
  async run(context) {
    const { client } = await context.connect();
    const recipes = await client.call('datasets.recipes', {});
    return {
      json: { recipes },
      text: recipes.length === 0 ? 'No recipe yet. One is kept when something is decided at an import.' : formatTable(['recipe', 'columns', 'decided'], recipes.map(({ name, version, columns, decided }) => [`${name}@${version}`, String(columns), String(decided)])),
    };
  },
};

export const recipesShowCommand: Command = {
  name: 'recipes show',
  usage: 'recipes show NAME[@version]',
  options: {},
  async run(context) {
    const { client } = await context.connect();
    const { recipe, version, createdAt } = await client.call('datasets.recipe', readRecipeRef(argument(context, 0, 'a recipe')));
    const decided = recipe.columns.map(({ header, name, type, role, knownWhen, nullTokens }) => [header, name ?? '', type ?? '', role ?? '', knownWhen ?? '', nullTokens?.join(' ') ?? '']);
    return {
      json: { version, createdAt, recipe },
      text: [`${recipe.name}@${version}, made for ${recipe.header.length} columns`, ...Object.entries(recipe.reading).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`), formatTable(['column', 'name', 'type', 'role', 'known when', 'missing'], decided)].join('\n'),
    };
  },
};

export const recipesExportCommand: Command = {
  name: 'recipes export',
  usage: 'recipes export NAME[@version] -o FILE',
  options: { output: { type: 'string', short: 'o' } },
  async run(context) {
    const path = context.options.path('output');
    if (path === undefined) throw usageError('-o FILE is needed.');
    const { client } = await context.connect();
    const { recipe, version } = await client.call('datasets.recipe', readRecipeRef(argument(context, 0, 'a recipe')));
    writeDocument(path, `${JSON.stringify(recipe, null, 2)}\n`);
    return { json: { written: path, name: recipe.name, version }, text: `Wrote ${recipe.name}@${version} to ${path}.` };
  },
};

export const recipesImportCommand: Command = {
  name: 'recipes import',
  usage: 'recipes import FILE [--name N]',
  options: { name: { type: 'string' } },
  async run(context) {
    const recipe = readJsonDocument(resolvePath(argument(context, 0, 'a recipe file')), 'recipe', recipeSchema, mostBytes);
    const { client } = await context.connect();
    const saved = await client.call('datasets.saveRecipe', { recipe: { ...recipe, name: context.options.text('name') ?? recipe.name } });
    return { json: saved, text: saved.added ? `Added ${saved.name}@${saved.version}.` : `${saved.name}@${saved.version} says the same already; nothing was added.` };
  },
};

/** No recipe is larger: 5,000 columns with names of 1,000 characters. */
const mostBytes = 20_000_000;
