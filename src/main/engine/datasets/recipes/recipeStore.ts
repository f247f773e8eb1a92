/** Rows of recipes: versions are added, never changed. */
import { z } from 'zod';
import { recipeSchema, type Recipe } from '@shared/areas/recipes';
import { EngineError } from '@shared/contract/errors';
import { recipesMessages } from '@shared/messages/recipes';
import { canonicalJson } from '../../kernel/hashing';
import type { Db } from '../../storage/database';

export interface StoredRecipe {
  readonly version: number;
  readonly createdAt: number;
  readonly recipe: Recipe;
}

export interface RecipeRow extends StoredRecipe {
  /** The name it was made under. */
  readonly origin: string;
}

const rowSchema = z.object({ version: z.number(), created_at: z.number(), recipe: z.string(), origin: z.string().default('') });

function toRecipe(row: unknown): StoredRecipe {
  const { version, created_at: createdAt, recipe } = rowSchema.parse(row);
  return { version, createdAt, recipe: recipeSchema.parse(JSON.parse(recipe)) };
}

/** The newest version of each, by name. */
export function newestRecipes(db: Db): readonly StoredRecipe[] {
  return db.prepare('select version, created_at, recipe from recipes r where version = (select max(version) from recipes where name = r.name) order by name').all().map(toRecipe);
}

/** The version, or the newest; null where there is none. */
export function findRecipe(db: Db, name: string, version?: number): StoredRecipe | null {
  const row =
    version === undefined
      ? db.prepare('select version, created_at, recipe from recipes where name = ? order by version desc limit 1').get(name)
      : db.prepare('select version, created_at, recipe from recipes where name = ? and version = ?').get(name, version);
  return row === undefined ? null : toRecipe(row);
}

/** Throws `not-found` with the names that are there. */
export function getRecipe(db: Db, name: string, version?: number): StoredRecipe {
  const found = findRecipe(db, name, version);
  if (found) return found;
  const newest = findRecipe(db, name);
  if (newest) throw new EngineError('not-found', recipesMessages.noVersion(name, version ?? 0, newest.version), { name, version });
  throw new EngineError('not-found', recipesMessages.unknown(name, newestRecipes(db).map(({ recipe }) => recipe.name)), { name });
}

/** Adds a version where the newest one says something else. */
export function addRecipe(db: Db, recipe: Recipe, createdAt: number): { readonly version: number; readonly added: boolean } {
  return db
    .transaction(() => {
      const newest = findRecipe(db, recipe.name);
      if (newest && content(newest.recipe) === content(recipe)) return { version: newest.version, added: false };
      return { version: insertRecipe(db, { origin: originOf(db, recipe.name, createdAt), createdAt, recipe }), added: true };
    })
    .immediate();
}

/** As the next version of its name; answers its number. */
export function insertRecipe(db: Db, { origin, createdAt, recipe }: Omit<RecipeRow, 'version'>): number {
  const version = (findRecipe(db, recipe.name)?.version ?? 0) + 1;
  db.prepare('insert into recipes (name, version, recipe, created_at, origin) values (?, ?, ?, ?, ?)').run(recipe.name, version, canonicalJson(recipe), createdAt, origin);
  return version;
}

/** Every version, oldest first, by the name it was made under. */
export function allRecipes(db: Db): readonly RecipeRow[] {
  return db.prepare('select version, created_at, recipe, origin from recipes order by origin, version').all().map((row) => ({ ...toRecipe(row), origin: rowSchema.parse(row).origin }));
}

/** A name may be free again because its recipe was renamed: then the origin tells the new one apart. */
function originOf(db: Db, name: string, createdAt: number): string {
  const own: unknown = db.prepare('select origin from recipes where name = ? limit 1').pluck().get(name);
  if (typeof own === 'string') return own;
  return db.prepare('select 1 from recipes where origin = ? limit 1').get(name) === undefined ? name : `${name} ${createdAt}`;
}

/** What the recipe of this origin is called here, or a free name where it is not here yet. */
export function nameOfOrigin(db: Db, origin: string): string {
  const known: unknown = db.prepare('select name from recipes where origin = ? limit 1').pluck().get(origin);
  return typeof known === 'string' ? known : freeName(db, origin.slice(0, 190));
}

/** Takes a name with a number where another recipe has that one. */
export function renameOrigin(db: Db, origin: string, name: string): void {
  const present = nameOfOrigin(db, origin);
  if (present !== name) renameRecipe(db, present, freeName(db, name.slice(0, 190)));
}

function freeName(db: Db, name: string): string {
  for (let number = 2, free = name; ; number++) {
    if (!findRecipe(db, free)) return free;
    free = `${name} (${number})`;
  }
}

/** The order of columns in a file is no decision. */
function content({ header, reading, columns }: Recipe): string {
  return canonicalJson({ header: [...header].sort(), reading, columns: [...columns].sort((a, b) => (a.header < b.header ? -1 : 1)) });
}

/** A dataset takes its recipe along when it gets another name, unless that name has one already. */
export function renameRecipe(db: Db, from: string, to: string): void {
  if (from === to || findRecipe(db, to)) return;
  for (const { version } of z.array(z.object({ version: z.number() })).parse(db.prepare('select version from recipes where name = ?').all(from))) {
    const { recipe } = getRecipe(db, from, version);
    db.prepare('update recipes set name = ?, recipe = ? where name = ? and version = ?').run(to, canonicalJson({ ...recipe, name: to }), from, version);
  }
}
