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

const rowSchema = z.object({ version: z.number(), created_at: z.number(), recipe: z.string() });

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
      const version = (newest?.version ?? 0) + 1;
      db.prepare('insert into recipes (name, version, recipe, created_at) values (?, ?, ?, ?)').run(recipe.name, version, canonicalJson(recipe), createdAt);
      return { version, added: true };
    })
    .immediate();
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
