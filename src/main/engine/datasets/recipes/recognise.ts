/** Which recipes and datasets a file fits. Each recipe looks for the header the way it was told to read: another delimiter gives another header. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { readingRequestSchema } from '@shared/areas/datasets';
import type { RecipeOffer, ShapeFit } from '@shared/areas/recipes';
import { EngineError } from '@shared/contract/errors';
import { canonicalJson } from '../../kernel/hashing';
import { applyRecipe } from './makeRecipe';
import { matchHeader, sameShape } from './matchHeader';
import type { StoredRecipe } from './recipeStore';

/** The names in a file's header, read with these options. */
export type HeaderReader = (reading: ReadingRequest) => Promise<readonly string[]>;

interface KnownDataset {
  readonly name: string;
  readonly number: number;
  readonly rows: number;
  readonly columns: readonly string[];
}

/** Below this share of its columns a recipe has nothing to say about a file. */
const smallestShare = 0.6;

export async function recogniseRecipes(recipes: readonly StoredRecipe[], headerOf: HeaderReader): Promise<RecipeOffer[]> {
  const headers = new Map<string, Promise<readonly string[]>>();
  const offers: RecipeOffer[] = [];
  for (const { version, createdAt, recipe } of recipes) {
    const key = canonicalJson(recipe.reading);
    const reading = headers.get(key) ?? headerWith(recipe.reading, headerOf);
    headers.set(key, reading);
    const header = await reading;
    const { fit, apply } = applyRecipe(recipe, header);
    if (fit.kept >= smallestShare * Math.max(fit.of, header.length)) offers.push({ name: recipe.name, version, createdAt, fit, apply });
  }
  return offers.sort((a, b) => share(b.fit) - share(a.fit) || b.createdAt - a.createdAt);
}

/** A recipe may name a sheet or an encoding that this file does not have: then it does not fit. */
async function headerWith(reading: StoredRecipe['recipe']['reading'], headerOf: HeaderReader): Promise<readonly string[]> {
  try {
    return await headerOf(readingRequestSchema.parse(reading));
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}

function share({ kept, of, added }: ShapeFit): number {
  return kept / Math.max(1, of + added.length);
}

/** Datasets whose newest version has exactly the columns of the file. */
export function sameDatasets(datasets: readonly KnownDataset[], header: readonly string[]): (Omit<KnownDataset, 'columns'> & { fit: ShapeFit })[] {
  return datasets.flatMap(({ columns, ...dataset }) => {
    const { fit } = matchHeader(columns, header);
    return sameShape(fit) ? [{ ...dataset, fit }] : [];
  });
}
