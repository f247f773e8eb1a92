/** Gives the page its one object, `window.almanac`: plain functions, no Electron object, no path. */
import { contextBridge, ipcRenderer } from 'electron';
import type { AlmanacBridge, EngineState, MenuCommand, ShellNotice, WindowRequest } from '@shared/contract/bridge';
import type { GrantedFile } from '@shared/areas/files';
import type { EngineFrame } from '@shared/contract/frames';
import { shellMessages } from '@shared/messages/shell';
import { pathOfFile } from './shellDifferences';

const frames = notices<EngineFrame>('shell:frame');
const states = notices<EngineState>('shell:engineState');
const menu = notices<MenuCommand>('shell:menu');
const goTo = notices<string>('shell:goTo');
const opened = notices<readonly GrantedFile[]>('shell:openFiles');

let state: EngineState = { state: 'starting', error: null };
states.listen((next) => {
  state = next;
});

/** Files that arrive before the page listens wait for it. */
let waitingFiles: (readonly GrantedFile[])[] = [];
let pageListensToFiles = false;
opened.listen((files) => {
  if (!pageListensToFiles) waitingFiles.push(files);
});

function pathOfDropped(file: File): string {
  const path = pathOfFile(file);
  if (path === '') throw new Error(shellMessages.errors.notAFile);
  return path;
}

const bridge: AlmanacBridge = {
  platform: process.platform,
  sendFrame: (frame) => ipcRenderer.send('window:frame' satisfies WindowRequest, frame),
  onFrame: (listener) => frames.listen(listener),
  onEngineState(listener) {
    listener(state);
    return states.listen(listener);
  },
  grantDropped: async (file) => ask('window:grant', { path: pathOfDropped(file) }),
  grantDroppedFolder: async (folder) => ask('window:grantFolder', { path: pathOfDropped(folder) }),
  chooseFiles: () => ask('window:chooseFiles', null),
  chooseFolder: () => ask('window:chooseFolder', null),
  saveFile: (ticket, name) => ask('window:saveFile', { ticket, name }),
  newProject: () => ask('window:newProject', null),
  openProject: () => ask('window:openProject', null),
  openRecentProject: (id) => ask('window:openRecentProject', { id }),
  recentProjects: () => ask('window:recentProjects', null),
  rememberTheme: (theme) => void ask('window:rememberTheme', { theme }),
  onMenu: (listener) => menu.listen(listener),
  onGoTo: (listener) => goTo.listen(listener),
  tellRooms: (rooms) => void ask('window:tellRooms', { rooms }),
  notify: (notice) => void ask('window:notify', notice),
  clearRecentProjects: () => ask('window:clearRecentProjects', null),
  versions: () => ask('window:versions', null),
  copyDiagnostics: () => ask('window:copyDiagnostics', null),
  revealLogs: () => ask('window:revealLogs', null),
  openShellLicences: () => ask('window:openShellLicences', null),
  restoreBackup: (name) => ask('window:restoreBackup', { name }),
  onOpenFiles(listener) {
    pageListensToFiles = true;
    const files = waitingFiles;
    waitingFiles = [];
    for (const each of files) listener(each);
    return opened.listen(listener);
  },
};

contextBridge.exposeInMainWorld('almanac', bridge);
void ask('window:ready', null);

/** The shell answers `{ ok }` or `{ fail }`, so that the page reads the engine's words and not Electron's. */
async function ask<T>(channel: WindowRequest, payload: unknown): Promise<T> {
  const answer = (await ipcRenderer.invoke(channel, payload)) as { readonly ok: T } | { readonly fail: string };
  if ('fail' in answer) throw new Error(answer.fail);
  return answer.ok;
}

function notices<T>(channel: ShellNotice): { listen(listener: (payload: T) => void): () => void } {
  const listeners = new Set<(payload: T) => void>();
  ipcRenderer.on(channel, (_event, payload: T) => {
    for (const listener of listeners) listener(payload);
  });
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
