/** Where this window runs: in the desktop shell or in a browser. Features ask the host, never the surroundings. */
import type { AlmanacBridge, DesktopNotice, EngineState, MenuCommand, RecentProject, RoomEntry, ShellVersions } from '@shared/contract/bridge';
import type { OutputFile } from '@shared/areas/common';
import { grantedFileSchema, type GrantedFile, type GrantedFolder } from '@shared/areas/files';
import { EngineError } from '@shared/contract/errors';
import type { ClientTransport } from '@shared/contract/frames';
import { createHttpTransport } from './httpTransport';
import { createIpcTransport } from './ipcTransport';

export type { EngineState, MenuCommand, RecentProject };

export interface Host {
  readonly kind: 'electron' | 'browser';
  /** linux, darwin, win32 or, in a browser, browser. */
  readonly platform: string;
  readonly transport: ClientTransport;
  /** Calls back at once with the present state, then with each change. After restarting, running means: fetch anew. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** A file that was dropped or picked in this window becomes a ticket that endpoints accept. */
  grantFile(file: File): Promise<GrantedFile>;
  /** Opens the file dialog; empty when the user closed it. */
  chooseFiles(): Promise<readonly GrantedFile[]>;
  /** Asks where to save a file the engine made; in a browser it is downloaded. */
  saveFile(output: OutputFile): Promise<{ readonly saved: boolean }>;
  onMenu?(listener: (command: MenuCommand) => void): () => void;
  onOpenFiles?(listener: (files: readonly GrantedFile[]) => void): () => void;
  /** The same for a folder that was dropped. A browser has none. */
  grantFolder?(folder: File): Promise<GrantedFolder>;
  /** Opens the folder dialog; null when the user closed it. A browser cannot name a folder of this computer. */
  chooseFolder?(): Promise<GrantedFolder | null>;
  newProject?(): Promise<{ readonly opened: boolean }>;
  openProject?(): Promise<{ readonly opened: boolean }>;
  openRecentProject?(id: string): Promise<{ readonly opened: boolean }>;
  recentProjects?(): Promise<readonly RecentProject[]>;
  rememberTheme?(theme: 'system' | 'light' | 'dark'): void;
  onGoTo?(listener: (address: string) => void): () => void;
  tellRooms?(rooms: readonly RoomEntry[]): void;
  notify?(notice: DesktopNotice): void;
  clearRecentProjects?(): Promise<null>;
  versions?(): Promise<ShellVersions>;
  copyDiagnostics?(): Promise<{ readonly text: string }>;
  revealLogs?(): Promise<null>;
  openShellLicences?(): Promise<null>;
  restoreBackup?(name: string): Promise<{ readonly restored: boolean }>;
}

declare global {
  interface Window {
    readonly almanac?: AlmanacBridge;
  }
}

export const host: Host = window.almanac ? electronHost(window.almanac) : browserHost();

/**
 * The nonce that the page's content security policy asks of style elements.
 * Mantine takes it by `getStyleNonce`; the report preview puts it on the report's own style element.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

function electronHost(bridge: AlmanacBridge): Host {
  return {
    kind: 'electron',
    platform: bridge.platform,
    transport: createIpcTransport(bridge),
    onEngineState: (listener) => bridge.onEngineState(listener),
    grantFile: (file) => bridge.grantDropped(file),
    grantFolder: (folder) => bridge.grantDroppedFolder(folder),
    chooseFiles: () => bridge.chooseFiles(),
    saveFile: ({ ticket, name }) => bridge.saveFile(ticket, name),
    onMenu: (listener) => bridge.onMenu(listener),
    onOpenFiles: (listener) => bridge.onOpenFiles(listener),
    chooseFolder: () => bridge.chooseFolder(),
    newProject: () => bridge.newProject(),
    openProject: () => bridge.openProject(),
    openRecentProject: (id) => bridge.openRecentProject(id),
    recentProjects: () => bridge.recentProjects(),
    rememberTheme: (theme) => bridge.rememberTheme(theme),
    onGoTo: (listener) => bridge.onGoTo(listener),
    tellRooms: (rooms) => bridge.tellRooms(rooms),
    notify: (notice) => bridge.notify(notice),
    clearRecentProjects: () => bridge.clearRecentProjects(),
    versions: () => bridge.versions(),
    copyDiagnostics: () => bridge.copyDiagnostics(),
    revealLogs: () => bridge.revealLogs(),
    openShellLicences: () => bridge.openShellLicences(),
    restoreBackup: (name) => bridge.restoreBackup(name),
  };
}

function browserHost(): Host {
  const transport = createHttpTransport();
  return {
    kind: 'browser',
    platform: 'browser',
    transport,
    onEngineState: (listener) => transport.onEngineState(listener),
    grantFile: upload,
    chooseFiles: async () => {
      const granted: GrantedFile[] = [];
      for (const file of await pickFiles()) granted.push(await upload(file));
      return granted;
    },
    saveFile: async ({ ticket, name }) => {
      const link = document.createElement('a');
      link.href = `/download/${encodeURIComponent(ticket)}`;
      link.download = name;
      link.click();
      return { saved: true };
    },
  };
}

async function upload(file: File): Promise<GrantedFile> {
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'PUT', body: file });
  if (!response.ok) throw new EngineError(response.status === 507 ? 'disk-full' : 'unreadable-file', await response.text());
  return grantedFileSchema.parse(await response.json());
}

function pickFiles(): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = '.csv,.tsv,.txt,text/csv,.xlsx,.xlsm,.parquet,.zip,.gz,.json,.yaml,.yml';
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
