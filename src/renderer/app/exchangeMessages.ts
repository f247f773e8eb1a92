/** Words of the export menu and of taking runs and data in. */
import type { ExportFormat } from '@shared/areas/interop';

const plural = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
/** A notice names the first losses; the others stand in the archive's README. */
const told = (notExpressible: readonly string[]): string => {
  if (notExpressible.length === 0) return '';
  const more = notExpressible.length - 1;
  return ` Not expressible: ${notExpressible[0] ?? ''}${more > 0 ? ` And ${more} more.` : ''}`;
};

export const exchangeMessages = {
  menu: 'Export',
  label: 'Write for another tool',
  formats: {
    mlflow: { name: 'MLflow', note: 'Runs, scores and models as a file store' },
    almanac: { name: 'Almanac model file', note: 'Whole and hashed, for another project' },
    onnx: { name: 'ONNX model', note: 'Any model here, for onnxruntime' },
    xgboost: { name: 'XGBoost model', note: 'Trees as JSON, for Python and R' },
    lightgbm: { name: 'LightGBM model', note: 'Trees as text, with exact thresholds' },
    dvc: { name: 'DVC repository', note: 'The file as imported, with its cache' },
  } satisfies Readonly<Record<ExportFormat, { name: string; note: string }>>,
  remote: { name: 'DVC remote folder', note: 'Contents into a shared folder, .dvc files as an archive' },
  chooseTables: 'Which tables of this DVC store?',
  chooseNote: (notListed: number): string => `Their contents have no names of their own: choose by size and first cells.${notListed > 0 ? ` ${notListed} more were not looked at.` : ''}`,
  noTables: 'Nothing here reads as a table.',
  cancel: 'Cancel',
  importTables: (count: number): string => (count === 0 ? 'Import' : `Import ${plural(count, 'table')}`),
  dvc: {
    title: (name: string): string => `Data of DVC: ${name}`,
    looking: 'Looking what is there.',
    found: (tables: number, earlier: number): string => `${plural(tables, 'table')} now, and ${plural(earlier, 'earlier version')} that git remembers.`,
    earlierNote: 'Each becomes a version of its dataset, oldest first, with the message and the tags of its commit as its note. What is no longer in the cache is named.',
    presentOnly: 'Only as they are now',
    withEarlier: (count: number): string => `Read all ${count} versions`,
    done: (tables: number): string => (tables === 0 ? 'No table was read' : `${plural(tables, 'version')} read from DVC`),
    read: 'Versions that were read',
    alreadyThere: (path: string): string => `${path}, was here already`,
    passedOver: (count: number): string => `${count} passed over`,
    cancelled: 'It was cancelled. What was read until then stays.',
    close: 'Close',
    cancel: 'Cancel',
  },
  writing: 'Writing',
  saved: (name: string, notExpressible: readonly string[]): string => `${name} saved.${told(notExpressible)}`,
  exported: (files: number, notExpressible: readonly string[]): string => `${plural(files, 'file')}.${told(notExpressible)}`,
  importRuns: 'Read runs of MLflow',
  importData: 'Read data of DVC',
  runsIn: (runs: number, alreadyThere: number, skipped: number): string => `${plural(runs, 'run')} of MLflow read${alreadyThere > 0 ? `, ${alreadyThere} were here already` : ''}${skipped > 0 ? `, ${skipped} passed over` : ''}.`,
  dataIn: (tables: number, skipped: number): string => `${plural(tables, 'table')} of DVC read${skipped > 0 ? `, ${skipped} passed over` : ''}.`,
} as const;
