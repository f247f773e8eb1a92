/**
 * What recipes give to the shared folder: each version as a fact, so that two written at once become two versions; the name
 * as a cell. A recipe is the same on two devices where it was made under the same name.
 */
import { z } from 'zod';
import { recipeSchema } from '@shared/areas/recipes';
import { recipesMessages } from '@shared/messages/recipes';
import type { Announce } from '../../kernel/area';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import { settleNumbers } from '../../kernel/settleNumbers';
import type { Json, NumberClaim, SyncCell, SyncFact, SyncSource } from '../../kernel/syncSource';
import type { Db } from '../../storage/database';
import { allRecipes, insertRecipe, nameOfOrigin, renameOrigin, type RecipeRow } from './recipeStore';

const words = recipesMessages.sharing;
const bodySchema = z.object({ origin: z.string().min(1).max(300), createdAt: z.number().int(), recipe: recipeSchema });
const short = (text: string): string => sha256Hex(text).slice(0, 16);
const groupOf = (origin: string): string => `recipe/${short(origin)}`;

/** The name apart: it is said by a cell. */
const bodyOf = ({ origin, createdAt, recipe }: RecipeRow): z.infer<typeof bodySchema> => ({ origin, createdAt, recipe: { ...recipe, name: origin } });
const keyOf = (row: RecipeRow): string => `${groupOf(row.origin)}/${short(canonicalJson(bodyOf(row)))}`;

export function createRecipesSharing({ db, announce }: { readonly db: Db; readonly announce: Announce }): SyncSource {
  function* facts(isKnown: (key: string) => boolean): Generator<SyncFact> {
    for (const row of allRecipes(db)) {
      const key = keyOf(row);
      if (!isKnown(key)) yield { key, kind: 'recipe', title: words.recipe(row.recipe.name, row.version), madeAt: row.createdAt, body: z.json().parse(bodyOf(row)), objects: [], claim: { scope: groupOf(row.origin), number: row.version } };
    }
  }

  function* cells(): Generator<SyncCell> {
    // The first of each origin: its fact makes the place for the name.
    const firsts = [...new Map([...allRecipes(db)].reverse().map((row) => [row.origin, row])).values()];
    for (const row of firsts) {
      const { origin, recipe } = row;
      if (recipe.name !== origin) yield { key: `${groupOf(origin)}/name`, kind: 'recipe-name', cellClass: 'cell', title: words.name(origin), about: [keyOf(row)], value: recipe.name };
    }
  }

  function addFact({ key, body }: SyncFact): void {
    const { origin, createdAt, recipe } = bodySchema.parse(body);
    if (allRecipes(db).some((row) => keyOf(row) === key)) return;
    insertRecipe(db, { origin, createdAt, recipe: { ...recipe, name: nameOfOrigin(db, origin) } });
  }

  function writeCell(key: string, value: Json): boolean {
    const origin = allRecipes(db).find((row) => `${groupOf(row.origin)}/name` === key)?.origin;
    if (origin === undefined) return false;
    renameOrigin(db, origin, z.string().min(1).max(200).parse(value ?? origin));
    return true;
  }

  function settle(claims: ReadonlyMap<string, NumberClaim & { readonly madeAt: number }>): void {
    const rows = allRecipes(db);
    for (const origin of new Set(rows.map((row) => row.origin))) {
      const own = rows.filter((row) => row.origin === origin);
      const numbers = settleNumbers(own.map((row) => ({ id: keyOf(row), claim: claims.get(keyOf(row))?.number ?? row.version, madeAt: claims.get(keyOf(row))?.madeAt ?? row.createdAt })));
      const moved = own.filter((row) => numbers.get(keyOf(row)) !== row.version);
      const update = db.prepare('update recipes set version = ? where name = ? and version = ?');
      // By way of negative numbers, because each number may be there only once.
      for (const [i, { recipe, version }] of moved.entries()) update.run(-1 - i, recipe.name, version);
      for (const [i, row] of moved.entries()) update.run(numbers.get(keyOf(row)), row.recipe.name, -1 - i);
    }
  }

  return {
    kinds: ['recipe', 'recipe-name'],
    facts,
    cells,
    addFact,
    writeCell: (_kind, key, value) => writeCell(key, value),
    settle,
    describe: (_kind, _key, value) => ({ text: z.string().parse(value ?? ''), evidence: [] }),
    announce: () => announce('datasets', []),
  };
}
