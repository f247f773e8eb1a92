/** The desktop shell: one window, one engine, and what passes between them. */
import { dialog, type BrowserWindow } from 'electron';
import { statSync } from 'node:fs';
import { z } from 'zod';
import { filesEndpoints, type GrantedFile, type GrantedFolder } from '@shared/areas/files';
import { upkeepEndpoints } from '@shared/areas/upkeep';
import type { RoomEntry, ShellNotice } from '@shared/contract/bridge';
import { EngineError } from '@shared/contract/errors';
import { shellMessages } from '@shared/messages/shell';
import { createFileLog, factsOfError } from '../log/fileLog';
import { createWorkSigns, showNotice } from './desktopNotices';
import { copyDiagnostics, logFolder, openShellLicences, revealLogs, shellVersions } from './diagnostics';
import { createEngineHost } from './engineHost';
import { askForFolder, askForNewProject, askForProject, askForTables, askWhereToSave } from './fileDialogs';
import { openMainWindow } from './mainWindow';
import { installMenu } from './menu';
import { findPlaces } from './places';
import { printPdf } from './printPdf';
import { clearRecent, findRecent, isProject, listRecent, projectAtStart, rememberProject, requireFreeFolder, requireProject, sampleProject } from './projects';
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
  const log = createFileLog(logFolder(), 'shell');
  const engine = createEngineHost(places, { printPdf });
  const signs = createWorkSigns(() => window, (schema) => engine.call('jobs.list', { limit: 20 }, schema));
  let window: BrowserWindow | null = null;
  let project = projectAtStart(given.project);
  let rooms: readonly RoomEntry[] = [];
  /** Files given at the start wait for the page. */
  let filesToOpen = given.files;

  function tell(notice: ShellNotice, payload: unknown): void {
    if (window && !window.isDestroyed()) window.webContents.send(notice, payload);
  }
  const goTo = (address: string): void => tell('shell:goTo', address);

  async function openProject(folder: string): Promise<void> {
    const isNewSample = folder === sampleProject() && !isProject(folder);
    project = folder;
    const { name } = await engine.open(folder);
    rememberProject(folder, name);
    refreshMenu();
    if (isNewSample) await engine.call('project.loadSamples', {}, z.unknown());
  }

  async function switchProject(folder: string): Promise<{ opened: boolean }> {
    if (folder === project && engine.state.state === 'running') return { opened: true };
    const before = project;
    try {
      await openProject(folder);
    } catch (error) {
      log.warn('A project could not be opened', factsOfError(error));
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

  function grantFolder(path: string): Promise<GrantedFolder> {
    return engine.call('files.grantFolder', { path }, filesEndpoints['files.grantFolder'].output);
  }

  async function openFiles(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) tell('shell:openFiles', await Promise.all(paths.map(grant)));
  }

  async function newProject(): Promise<{ opened: boolean }> {
    const folder = await askForNewProject(window);
    return folder === null ? { opened: false } : switchProject(requireFreeFolder(folder));
  }

  async function pickProject(): Promise<{ opened: boolean }> {
    const folder = await askForProject(window);
    return folder === null ? { opened: false } : switchProject(requireProject(folder));
  }

  function forgetRecent(): null {
    clearRecent(project);
    refreshMenu();
    return null;
  }

  /** The engine takes the back-up's state when it starts; its wish stands in the project, so a crash in between is made good. */
  async function restoreBackup(name: string): Promise<{ restored: boolean }> {
    await engine.call('upkeep.planRestore', { name }, upkeepEndpoints['upkeep.planRestore'].output);
    await engine.open(project);
    window?.webContents.reload();
    return { restored: true };
  }

  async function diagnose(): Promise<{ text: string }> {
    const answer = engine.state.state === 'running' ? await engine.call('upkeep.diagnostics', {}, upkeepEndpoints['upkeep.diagnostics'].output).catch(() => null) : null;
    return copyDiagnostics(answer?.text ?? null, engine.state);
  }

  function fromMenu(action: () => unknown): void {
    Promise.resolve()
      .then(action)
      .catch((error: unknown) => dialog.showErrorBox(shellMessages.appName, error instanceof Error ? error.message : String(error)));
  }

  function refreshMenu(): void {
    if (!window) return;
    const actions = {
      newProject: () => fromMenu(newProject),
      openProject: () => fromMenu(pickProject),
      openRecent: (id: string) => fromMenu(() => switchProject(findRecent(id))),
      clearRecent: forgetRecent,
      copyDiagnostics: () => fromMenu(diagnose),
      revealLogs: () => revealLogs(project),
      tellPage: (command: string) => tell('shell:menu', command),
      goTo,
    };
    installMenu(actions, { recent: listRecent(project), rooms });
  }

  engine.onState((state) => {
    log.info('Engine', { state: state.state, code: state.error?.code ?? null });
    if (state.state !== 'running') signs.clear();
    tell('shell:engineState', state);
  });
  engine.onWindowFrame((frame) => {
    signs.hear(frame);
    tell('shell:frame', frame);
  });
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
    'window:grantFolder': ({ path }) => grantFolder(path),
    'window:chooseFiles': async () => Promise.all((await askForTables(window)).map(grant)),
    'window:chooseFolder': async () => {
      const path = await askForFolder(window);
      return path === null ? null : grantFolder(path);
    },
    'window:saveFile': async ({ ticket, name }) => {
      const path = await askWhereToSave(window, name);
      if (path === null) return { saved: false };
      await engine.call('files.save', { ticket, path }, filesEndpoints['files.save'].output);
      return { saved: true };
    },
    'window:newProject': newProject,
    'window:openProject': pickProject,
    'window:openRecentProject': ({ id }) => switchProject(findRecent(id)),
    'window:recentProjects': () => listRecent(project),
    'window:clearRecentProjects': forgetRecent,
    'window:rememberTheme': ({ theme }) => rememberTheme(theme),
    'window:tellRooms': (told) => {
      rooms = told.rooms;
      refreshMenu();
    },
    'window:notify': (notice) => showNotice(notice, window, goTo),
    'window:versions': shellVersions,
    'window:copyDiagnostics': diagnose,
    'window:revealLogs': () => {
      revealLogs(project);
      return null;
    },
    'window:openShellLicences': async () => {
      await openShellLicences();
      return null;
    },
    'window:restoreBackup': ({ name }) => restoreBackup(name),
  });
  // Why it failed stands in the engine's state, which the window shows.
  void openProject(project).catch(() => undefined);

  return {
    openWindow() {
      const opened = openMainWindow(places);
      window = opened;
      refreshMenu();
      opened.webContents.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) engine.forgetPage();
      });
      opened.webContents.on('render-process-gone', (_event, { reason, exitCode }) => log.error('The page is gone', { reason, exitCode }));
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
    close: () => {
      signs.clear();
      return engine.stop();
    },
  };
}
