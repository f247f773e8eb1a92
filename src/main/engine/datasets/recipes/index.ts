/** Recipes of imports: kept when something was decided, offered to files of the same shape, laid under a request that names one. */
import type { ImportReport, ReadingRequest, Snapshot } from '@shared/areas/datasets';
import type { Repair } from '@shared/areas/repairs';
import type { recipesEndpoints } from '@shared/areas/recipes';
import { recipesMessages } from '@shared/messages/recipes';
import type { Announce, Handlers } from '../../kernel/area';
import type { Files, TicketFile } from '../../kernel/files';
import type { Ports } from '../../kernel/ports';
import type { BlobStore } from '../../storage/blobStore';
import type { Db } from '../../storage/database';
import type { TableSession } from '../../storage/tableSession';
import { inspectFile } from '../inspectFile';
import type { Notice, Question } from '../reading/notices';
import { findCurrent, listDatasets } from '../snapshotStore';
import { applyRecipe, makeRecipe, mergeDecisions, withRepairs, type Decisions } from './makeRecipe';
import { addRecipe, findRecipe, getRecipe, newestRecipes, renameRecipe } from './recipeStore';
import { recogniseRecipes, sameDatasets } from './recognise';

export interface RecipesDeps {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly files: Pick<Files, 'resolve'>;
  readonly ports: Pick<Ports, 'clock'>;
  readonly announce: Announce;
}

/** A request with a recipe laid under it. */
export interface PreparedRequest {
  readonly decisions: Decisions;
  /** Put where the recipe lacks columns and nobody is there to guess. */
  readonly question: Question | null;
  readonly warnings: readonly Notice[];
}

export interface Recipes {
  readonly handlers: Handlers<typeof recipesEndpoints>;
  prepare(file: TicketFile, request: Decisions, ref: { name: string; version?: number | undefined }, signal: AbortSignal): Promise<PreparedRequest>;
  /** What an import of this file should be remembered by; null where nothing was decided. */
  draft(file: TicketFile, name: string, decisions: Decisions, signal: AbortSignal): Promise<(() => void) | null>;
  /** Keeps a version's repairs for the next file of its shape. */
  noteRepairs(snapshot: Snapshot, repairs: readonly Repair[]): void;
  /** The newest version of a dataset's recipe, or null. */
  newestVersion(name: string): number | null;
  rename(from: string, to: string): void;
}

export function createRecipes({ db, blobs, tables, files, ports, announce }: RecipesDeps): Recipes {
  const headerOf = async (file: TicketFile, reading: ReadingRequest, signal: AbortSignal): Promise<readonly string[]> => {
    const { columnNames: _names, columnNullTokens: _tokens, ...structure } = reading;
    return (await inspectFile({ tables, blobs }, file, structure, signal)).columns.map(({ name }) => name);
  };

  const handlers: Handlers<typeof recipesEndpoints> = {
    'datasets.recipes': () => newestRecipes(db).map(({ version, createdAt, recipe }) => ({ name: recipe.name, version, columns: recipe.header.length, decided: recipe.columns.length, createdAt })),
    'datasets.recipe': ({ name, version }) => ({ ...getRecipe(db, name, version) }),
    'datasets.saveRecipe': ({ recipe }) => {
      const saved = addRecipe(db, recipe, ports.clock.now());
      if (saved.added) announce('datasets', []);
      return { name: recipe.name, ...saved };
    },
    'datasets.recognise': async ({ ticket }, { signal }) => {
      const file = files.resolve(ticket);
      const own = await headerOf(file, { onAmbiguous: 'ask', onRagged: 'reject' }, signal);
      const datasets = listDatasets(db).flatMap(({ name }) => {
        const newest = findCurrent(db, name);
        return newest ? [{ name, number: newest.number, rows: newest.rows, columns: newest.columns.map((column) => column.name) }] : [];
      });
      return { recipes: await recogniseRecipes(newestRecipes(db), (reading) => headerOf(file, reading, signal)), datasets: own.length === 0 ? [] : sameDatasets(datasets, own) };
    },
  };

  return {
    handlers,
    async prepare(file, request, ref, signal) {
      const { recipe, version } = getRecipe(db, ref.name, ref.version);
      const header = await headerOf(file, { ...recipe.reading, onAmbiguous: 'ask' }, signal);
      const { fit, apply } = applyRecipe(recipe, header);
      const decisions = mergeDecisions(apply, request);
      const newer: Notice[] = fit.added.length === 0 ? [] : [{ code: 'recipe-new-columns', message: recipesMessages.newColumns(ref.name, version, fit.added, fit.kept, fit.of), count: fit.added.length }];
      if (fit.missing.length === 0) return { decisions, question: null, warnings: newer };
      const message = recipesMessages.misfit(ref.name, version, fit.missing, fit.kept, fit.of);
      if (request.reading.onAmbiguous === 'guess') return { decisions, question: null, warnings: [{ code: 'guessed-recipe-misfit', message, count: fit.missing.length }, ...newer] };
      return { decisions, question: { code: 'recipe-misfit', message, options: [{ label: recipesMessages.misfitUse(fit.kept, fit.of), apply: {} }] }, warnings: newer };
    },
    async draft(file, name, decisions, signal) {
      const recipe = makeRecipe(name, await headerOf(file, decisions.reading, signal), decisions);
      return recipe && (() => void addRecipe(db, recipe, ports.clock.now()));
    },
    noteRepairs(snapshot, repairs) {
      const recipe = withRepairs(findRecipe(db, snapshot.datasetName)?.recipe ?? null, snapshot, repairs);
      if (recipe) addRecipe(db, recipe, ports.clock.now());
    },
    newestVersion: (name) => findRecipe(db, name)?.version ?? null,
    rename: (from, to) => renameRecipe(db, from, to),
  };
}

/** Nothing was read yet: the recipe itself is the question, or the reason to refuse. */
export function misfitReport(question: Question, request: Decisions): ImportReport {
  const fails = request.reading.onAmbiguous === 'fail';
  return {
    verdict: fails ? 'reject' : 'ask',
    snapshot: null,
    alreadyThere: false,
    warnings: fails ? [{ code: question.code, message: question.message }] : [],
    questions: fails ? [] : [question],
    records: { in: 0, stored: 0, quarantined: 0, refused: 0, blank: 0, comment: 0 },
    reading: null,
  };
}
