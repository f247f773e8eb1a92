/** Datasets: import, versions, pages, and typed columns for the areas to the right. */
import type { datasetsEndpoints, Notice, Reading, Snapshot } from '@shared/areas/datasets';
import type { recipesEndpoints } from '@shared/areas/recipes';
import type { Repair } from '@shared/areas/repairs';
import type { Announce, CallContext, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import type { TableSession } from '../storage/tableSession';
import { readCells } from './cells';
import { createDiff } from './diff';
import { importFile, proposedName } from './importFile';
import { createMadeSources } from './inputs/madeSources';
import { inspectFile } from './inspectFile';
import { describeDatasets, offspringOfFiles } from './lineage';
import { withPreviewTable, type PreviewTable } from './previewTable';
import { readPage } from './page';
import { readColumnValues, type ColumnValues } from './readColumns';
import { createSourcePacking, type SourcePacking } from './packSources';
import type { Decisions } from './recipes/makeRecipe';
import { createRecipes, misfitReport } from './recipes';
import type { FailingCondition } from './repairs/applyRepairs';
import { repairVersion } from './repairs/repairVersion';
import { resolveSnapshot } from './snapshotRef';
import { allSnapshots, assertDataset, getSnapshot, listDatasets, renameDataset, versionIds, writeSettings, type StoredSnapshot } from './snapshotStore';
import { columnNamed, setAsideRows, type SnapshotTable } from './snapshotTable';
import { createTableStore } from './tableStore';
import { verifyStore } from './verifyStore';
import { currentIds, noteRemoved } from './versionMarks';
import { assertKept, versionHandlers } from './versions';

export { createMarksSharing } from './markSharing';
export { createRecipesSharing } from './recipes/sharing';
export { createDatasetsSharing } from './sharing';
export { cellLiteral, readRows, toCell } from './page';
export { columnNamed, isText, textExpression, wireExpression, type SnapshotTable, type TableColumn } from './snapshotTable';
export { applyRepairs, type FailingCondition, type RepairedTable } from './repairs/applyRepairs';
export { recordsAsRead } from './repairs/repairTable';
export { keptRows } from './repairs/workingTable';
export type { PreviewTable } from './previewTable';
export type { ColumnValues, NumberValues, TextValues } from './readColumns';

export interface DatasetsDeps {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly tables: TableSession;
  readonly files: Files;
  readonly ports: Ports;
  readonly announce: Announce;
  /** How the rows that fail a check are found: checks stand to the right of datasets. */
  readonly failing: FailingCondition;
}

/** Looks at a version that an import has just added; what it says is told beside the import's own warnings, and the import goes on with the version it gives back. */
export type ImportHook = (snapshot: Snapshot, context: CallContext) => Promise<{ readonly snapshot: Snapshot; readonly notices: readonly Notice[] }>;

export interface Datasets {
  readonly handlers: Handlers<typeof datasetsEndpoints & typeof recipesEndpoints>;
  /** By id, unique prefix, name@number or name. Throws `not-found`, `conflict`. */
  snapshot(ref: string): Snapshot;
  /** Whole columns by name (all where none are named), in the order given. Throws `not-found`, `invalid-input`, `cancelled`. */
  readColumns(snapshotId: string, names?: readonly string[], signal?: AbortSignal): Promise<ColumnValues>;
  /** The head of a file that is not stored, as a table that lasts while the work does. Throws `not-found`, `invalid-input`, `unreadable-file`, `cancelled`. */
  preview<T>(ticket: string, decisions: Decisions, signal: AbortSignal, work: (preview: PreviewTable) => Promise<T>): Promise<T>;
  /** The stored table, for SQL of areas to the right; made again from its source where it was let go. Throws `not-found`, `corrupt-store`. */
  table(snapshotId: string): Promise<SnapshotTable>;
  /** Puts the version with these repairs in use, all that it is to have, and keeps them for the next file of its shape. Throws `invalid-input` for a repair that does not fit, `not-found`, `corrupt-store`, `cancelled`; nothing is stored then. */
  repair(snapshotId: string, repairs: readonly Repair[], context: CallContext): Promise<{ readonly snapshot: Snapshot; readonly alreadyThere: boolean }>;
  /** The rows that repairs of a version set aside, for SQL of areas to the right: null where there are none. */
  setAsideRows(snapshotId: string): Promise<SnapshotTable | null>;
  /** Every version with the stored files it stands on. */
  storedVersions(): readonly StoredSnapshot[];
  /** Says that the files of versions in the trash are gone for good. */
  noteRemoved(snapshotIds: readonly string[], at: number): void;
  /** Throws `not-found`. */
  assertDataset(datasetId: string): void;
  /** Snapshot ids of a dataset's versions, newest first. */
  versionsOf(datasetId: string): readonly string[];
  /** The newest version of the recipe that is named like a dataset, or null. */
  recipeVersion(name: string): number | null;
  /** True for the version of its dataset that is in use. Throws `not-found`. */
  isNewest(snapshotId: string): boolean;
  /** Areas to the right may look at what an import adds. */
  afterImport(hook: ImportHook): void;
  readonly lineage: Describers;
  readonly offspring: Offspring;
  readonly packing: Pick<SourcePacking, 'start' | 'settle' | 'pauseFor'>;
  /** Finishes packing and lets go of tables that can be made again. */
  close(): Promise<void>;
}

/** What a crash left raw is packed once the window stands. */
const takeUpMs = 60_000;

export function createDatasets({ db, blobs, tables, files, ports, announce, failing }: DatasetsDeps): Datasets {
  const tableStore = createTableStore({ db, blobs, tables });
  const { table } = tableStore;
  const packing = createSourcePacking({ blobs, log: ports.log, versions: () => allSnapshots(db) });
  const takeUp = setTimeout(() => packing.start(), takeUpMs).unref();

  const recipes = createRecipes({ db, blobs, tables, files, ports, announce });

  const hooks: ImportHook[] = [];

  const handlers: Handlers<typeof datasetsEndpoints & typeof recipesEndpoints> = {
    ...recipes.handlers,
    ...createMadeSources({ files, blobs, ports }),
    ...createDiff({ tables, blobs, version: async (snapshotId) => ({ snapshot: toSnapshot(getSnapshot(db, snapshotId)), table: await table(snapshotId) }) }),
    'datasets.inspect': ({ ticket, reading, types }, { signal }) => {
      files.noteLook(ticket);
      return inspectFile({ tables, blobs }, files.resolve(ticket), reading, signal, new Map(types.map(({ name, type }) => [name, type])));
    },
    'datasets.import': async ({ ticket, recipe, remember, ...request }, context) => {
      const file = files.resolve(ticket);
      files.assertAsLookedAt(ticket);
      const prepared = recipe ? await recipes.prepare(file, request, recipe, context.signal) : { decisions: request, question: null, warnings: [] };
      if (prepared.question) return misfitReport(prepared.question, request);
      const name = request.name ?? recipe?.name ?? proposedName(file.name, prepared.decisions.reading);
      const keep = remember === false ? null : await recipes.draft(file, name, prepared.decisions, context.signal);
      const imported = await importFile({ db, blobs, tables, ports, failing }, file, { ...request, ...prepared.decisions, name }, context);
      const outcome = { ...imported, verdict: imported.verdict === 'accept' && prepared.warnings.length > 0 ? ('warn' as const) : imported.verdict, warnings: [...imported.warnings, ...prepared.warnings] };
      if (outcome.snapshot?.datasetName === name) keep?.();
      if (outcome.snapshot && !outcome.alreadyThere) {
        announce('datasets', [outcome.snapshot.datasetId]);
        tableStore.release();
        packing.start();
      }
      let snapshot = outcome.snapshot && toSnapshot(outcome.snapshot);
      const told: Notice[] = [];
      // A crash may have come between storing and looking.
      for (const hook of snapshot && (!outcome.alreadyThere || context.resumed) ? hooks : []) {
        if (!snapshot) break;
        const looked = await hook(snapshot, context);
        snapshot = looked.snapshot;
        told.push(...looked.notices);
      }
      return { ...outcome, verdict: outcome.verdict === 'accept' && told.length > 0 ? 'warn' : outcome.verdict, snapshot, reading: outcome.reading && withoutRowLists(outcome.reading), warnings: [...outcome.warnings, ...told] };
    },
    'datasets.list': () => [...listDatasets(db)],
    'datasets.snapshot': ({ ref }) => toSnapshot(resolveSnapshot(db, ref)),
    'datasets.page': async ({ snapshotId, ...request }, { signal }) => readPage(tables, await table(snapshotId), request, signal),
    'datasets.cells': async ({ snapshotId, offset, limit }, { signal }) => readCells(tables, await table(snapshotId), offset, limit, signal),
    'datasets.setColumns': ({ datasetId, columns }) => {
      assertDataset(db, datasetId);
      writeSettings(db, datasetId, columns);
      announce('datasets', [datasetId]);
      return { done: true };
    },
    ...versionHandlers(db, ports.clock, announce),
    'datasets.rename': ({ datasetId, name }) => {
      const before = listDatasets(db).find(({ id }) => id === datasetId)?.name;
      renameDataset(db, datasetId, name);
      if (before !== undefined) recipes.rename(before, name);
      announce('datasets', [datasetId]);
      return { done: true };
    },
    'datasets.verify': ({ deep }, { signal }) => verifyStore({ blobs, tables, snapshots: allSnapshots(db), deep, signal }),
  };

  return {
    handlers,
    snapshot: (ref) => toSnapshot(resolveSnapshot(db, ref)),
    readColumns: async (snapshotId, names, signal) => {
      const found = await table(snapshotId);
      const columns = names === undefined ? found.columns : names.map((name) => columnNamed(found, name));
      return readColumnValues(tables, found, columns, signal);
    },
    preview: (ticket, decisions, signal, work) => withPreviewTable({ blobs, tables }, files.resolve(ticket), decisions, signal, work),
    table,
    async repair(snapshotId, repairs, context) {
      const before = getSnapshot(db, snapshotId);
      assertKept(before);
      const { snapshot, alreadyThere } = await repairVersion({ db, blobs, tables, ports, failing, table }, before, repairs, context);
      recipes.noteRepairs(toSnapshot(snapshot), repairs);
      announce('datasets', [snapshot.datasetId]);
      tableStore.release();
      return { snapshot: toSnapshot(snapshot), alreadyThere };
    },
    async setAsideRows(snapshotId) {
      const { reading, rows } = getSnapshot(db, snapshotId);
      const setAside = (reading.repaired?.rows ?? rows) - rows;
      if (setAside === 0) return null;
      const found = await table(snapshotId);
      return { ...found, source: setAsideRows(blobs.pathOf(getSnapshot(db, snapshotId).tableSha256)), rows: setAside };
    },
    storedVersions: () => allSnapshots(db),
    noteRemoved: (snapshotIds, at) => noteRemoved(db, snapshotIds, at),
    assertDataset: (datasetId) => assertDataset(db, datasetId),
    versionsOf: (datasetId) => versionIds(db, datasetId),
    recipeVersion: (name) => recipes.newestVersion(name),
    isNewest: (snapshotId) => currentIds(db).has(snapshotId),
    offspring: offspringOfFiles((id) => toSnapshot(getSnapshot(db, id))),
    lineage: describeDatasets((id) => toSnapshot(getSnapshot(db, id))),
    afterImport: (hook) => void hooks.push(hook),
    packing,
    async close() {
      clearTimeout(takeUp);
      await tableStore.close();
      await packing.close();
      tableStore.releaseAll();
    },
  };
}

/** The public record: how and where the table is stored stays inside. */
function toSnapshot({ tableSha256: _table, tableSizeBytes: _size, columns, reading, ...snapshot }: StoredSnapshot): Snapshot {
  return { ...snapshot, reading: withoutRowLists(reading), columns: columns.map(({ keepsText: _keeps, ...column }) => column) };
}

/** Which rows were set aside is asked page by page. */
function withoutRowLists({ repaired, ...reading }: Reading): Reading {
  return repaired === undefined ? reading : { ...reading, repaired: { ...repaired, outcomes: repaired.outcomes.map(({ rows: _rows, ...outcome }) => outcome) } };
}
