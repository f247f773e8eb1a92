/** The system's own dialogs for files and folders, over the window where there is one. */
import { app, dialog, type BrowserWindow } from 'electron';
import { basename, join } from 'node:path';
import { shellMessages } from '@shared/messages/shell';

const words = shellMessages.dialogs;
const tableFilters = [
  { name: words.tables, extensions: ['csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'parquet', 'zip', 'gz'] },
  { name: words.allFiles, extensions: ['*'] },
];

export function askForTables(window: BrowserWindow | null): Promise<readonly string[]> {
  return pick(window, { title: words.chooseFiles, properties: ['openFile', 'multiSelections'], filters: tableFilters });
}

export async function askForFolder(window: BrowserWindow | null): Promise<string | null> {
  const [path] = await pick(window, { title: words.chooseFolder, properties: ['openDirectory', 'createDirectory'] });
  return path ?? null;
}

export async function askForProject(window: BrowserWindow | null): Promise<string | null> {
  const [path] = await pick(window, { title: words.openProject, properties: ['openDirectory'] });
  return path ?? null;
}

export function askForNewProject(window: BrowserWindow | null): Promise<string | null> {
  return place(window, { title: words.newProject, defaultPath: join(app.getPath('documents'), words.newProjectName), buttonLabel: words.saveFile });
}

export function askWhereToSave(window: BrowserWindow | null, name: string): Promise<string | null> {
  return place(window, { title: words.saveFile, defaultPath: join(app.getPath('documents'), basename(name)) });
}

async function pick(window: BrowserWindow | null, options: Electron.OpenDialogOptions): Promise<readonly string[]> {
  const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return canceled ? [] : filePaths;
}

async function place(window: BrowserWindow | null, options: Electron.SaveDialogOptions): Promise<string | null> {
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  return canceled || !filePath ? null : filePath;
}
