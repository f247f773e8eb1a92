/** The desktop shell: one window, one engine, and what passes between them. */
import { app, dialog, type BrowserWindow } from 'electron';
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesEndpoints, type GrantedFile } from '@shared/areas/files';
import type { ShellNotice } from '@shared/contract/bridge';
import { EngineError } from '@shared/contract/errors';
import { shellMessages } from '@shared/messages/shell';
import { z } from 'zod';
import { createEngineHost } from './engineHost';
import { openMainWindow } from './mainWindow';
import { installMenu } from './menu';
import { findPlaces } from './places';
import { printPdf } from './printPdf';
import { findRecent, isProject, listRecent, projectAtStart, rememberProject, requireFreeFolder, requireProject, sampleProject } from './projects';
import type { ShellArguments } from './shellArguments';
import { rememberTheme } from './windowMemory';
import { answerWindow } from './windowRequests';

export interface Shell {
  openWindow(): void;
  /** A second start of the app: its files go to this window. */
  takeOver(given: ShellArguments): void;
  close(): Promise<void>;
}

/** Starts the engine at once; the window follows when Electron is ready. */
export function startShell(given: ShellArguments): Shell {
  const places = findPlaces();
  const engine = createEngineHost(places, { printPdf });
  const words = shellMessages.dialogs;
  let window: BrowserWindow | null = null;
  let project = projectAtStart(given.project);
  /** Files given at the start wait for the page. */
  let filesToOpen = given.files;

  function tell(notice: ShellNotice, payload: unknown): void {
    if (window && !window.isDestroyed()) window.webContents.send(notice, payload);
  }

  async function openProject(folder: string): Promise<void> {
    const isNewSample = folder === sampleProject() && !isProject(folder);
    project = folder;
    const { name } = await engine.open(folder);
    rememberProject(folder, name);
    if (isNewSample) await engine.call('project.loadSamples', {}, z.unknown());
  }

  async function switchProject(folder: string): Promise<{ opened: boolean }> {
    if (folder === project && engine.state.state === 'running') return { opened: true };
    const before = project;
    try {
      await openProject(folder);
    } catch (error) {
      await openProject(before);
      throw error;
    } finally {
      window?.webContents.reload();
    }
    return { opened: true };
  }

  function grant(path: string): Promise<GrantedFile> {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new EngineError('unreadable-file', shellMessages.errors.notAFile);
    return engine.call('files.grant', { path }, filesEndpoints['files.grant'].output);
  }

  async function openFiles(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) tell('shell:openFiles', await Promise.all(paths.map(grant)));
  }

  async function newProject(): Promise<{ opened: boolean }> {
    const options = { title: words.newProject, defaultPath: join(app.getPath('documents'), words.newProjectName), buttonLabel: words.saveFile };
    const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
    return canceled || !filePath ? { opened: false } : switchProject(requireFreeFolder(filePath));
  }

  async function pickProject(): Promise<{ opened: boolean }> {
    const [folder] = await pick({ title: words.openProject, properties: ['openDirectory'] });
    return folder === undefined ? { opened: false } : switchProject(requireProject(folder));
  }

  async function pick(options: Electron.OpenDialogOptions): Promise<readonly string[]> {
    const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    return canceled ? [] : filePaths;
  }

  function fromMenu(action: () => Promise<unknown>): void {
    action().catch((error: unknown) => dialog.showErrorBox(shellMessages.appName, error instanceof Error ? error.message : String(error)));
  }

  engine.onState((state) => tell('shell:engineState', state));
  engine.onWindowFrame((frame) => tell('shell:frame', frame));
  answerWindow({
    'window:frame': (frame) => engine.sendFromWindow(frame),
    'window:ready': () => {
      engine.revive();
      tell('shell:engineState', engine.state);
      const files = filesToOpen;
      filesToOpen = [];
      void openFiles(files).catch(() => undefined);
      return null;
    },
    'window:grant': ({ path }) => grant(path),
    'window:chooseFiles': async () => {
      const filters = [
        { name: words.tables, extensions: ['csv', 'tsv', 'txt'] },
        { name: words.allFiles, extensions: ['*'] },
      ];
      return Promise.all((await pick({ title: words.chooseFiles, properties: ['openFile', 'multiSelections'], filters })).map(grant));
    },
    'window:chooseFolder': async () => {
      const [path] = await pick({ title: words.chooseFolder, properties: ['openDirectory', 'createDirectory'] });
      return path === undefined ? null : engine.call('files.grantFolder', { path }, filesEndpoints['files.grantFolder'].output);
    },
    'window:saveFile': async ({ ticket, name }) => {
      const options = { title: words.saveFile, defaultPath: join(app.getPath('documents'), basename(name)) };
      const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      if (canceled || !filePath) return { saved: false };
      await engine.call('files.save', { ticket, path: filePath }, filesEndpoints['files.save'].output);
      return { saved: true };
    },
    'window:newProject': newProject,
    'window:openProject': pickProject,
    'window:openRecentProject': ({ id }) => switchProject(findRecent(id)),
    'window:recentProjects': () => listRecent(project),
    'window:rememberTheme': ({ theme }) => rememberTheme(theme),
  });
  // Why it failed stands in the engine's state, which the window shows.
  void openProject(project).catch(() => undefined);

  return {
    openWindow() {
      installMenu({ newProject: () => fromMenu(newProject), openProject: () => fromMenu(pickProject), tellPage: (command) => tell('shell:menu', command) });
      const opened = openMainWindow(places);
      window = opened;
      opened.webContents.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) engine.forgetPage();
      });
      opened.on('closed', () => {
        window = null;
      });
    },
    takeOver(next) {
      if (window?.isMinimized()) window.restore();
      window?.focus();
      void openFiles(next.files).catch(() => undefined);
      if (next.project !== null) fromMenu(() => switchProject(next.project ?? project));
    },
    close: () => engine.stop(),
  };
}
