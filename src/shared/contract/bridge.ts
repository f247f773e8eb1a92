/** What the shell offers a window: the one object `window.almanac`, made by the preload script. */
import { z } from 'zod';
import { ticketSchema } from '../areas/common';
import type { GrantedFile, GrantedFolder } from '../areas/files';
import { backupNameSchema } from '../areas/upkeep';
import type { EngineErrorData } from './errors';
import { clientFrameSchema, type ClientFrame, type EngineFrame } from './frames';

/** The page's own origin in the desktop window. */
export const appOrigin = 'app://almanac';

/** restarting: the engine died and is being started again; open calls are lost, the window fetches anew when it runs. */
export interface EngineState {
  readonly state: 'starting' | 'running' | 'restarting' | 'stopped';
  /** Why it stopped, in words for the analyst. */
  readonly error: EngineErrorData | null;
}

/** Commands of the window's menu that the page carries out. */
export const menuCommands = ['import', 'palette', 'keyboard'] as const;
export type MenuCommand = (typeof menuCommands)[number];

export interface RecentProject {
  /** Stands for the folder; the window never names a path. */
  readonly id: string;
  readonly name: string;
  /** Where it lies, for people to read. */
  readonly folder: string;
  readonly openedAt: number;
  readonly current: boolean;
}

/** A room of the window, for the menu. */
export const roomEntrySchema = z.object({ address: z.string().regex(/^#\/[a-z0-9/-]*$/).max(200), label: z.string().min(1).max(60) });
export type RoomEntry = z.infer<typeof roomEntrySchema>;

/** Told by the operating system where the window does not have the focus; a click goes to the address. */
export const desktopNoticeSchema = z.object({ title: z.string().max(200), body: z.string().max(500), address: z.string().regex(/^#\//).max(500).nullable() });
export type DesktopNotice = z.infer<typeof desktopNoticeSchema>;

export interface ShellVersions {
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
}

export interface AlmanacBridge {
  readonly platform: string;
  sendFrame(frame: ClientFrame): void;
  onFrame(listener: (frame: EngineFrame) => void): () => void;
  /** Calls back at once with the present state, then with each change. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  grantDropped(file: File): Promise<GrantedFile>;
  grantDroppedFolder(folder: File): Promise<GrantedFolder>;
  chooseFiles(): Promise<readonly GrantedFile[]>;
  /** Asks for a folder, such as the shared one or one to watch; null when the user closed the dialog. */
  chooseFolder(): Promise<GrantedFolder | null>;
  saveFile(ticket: string, name: string): Promise<{ readonly saved: boolean }>;
  newProject(): Promise<{ readonly opened: boolean }>;
  openProject(): Promise<{ readonly opened: boolean }>;
  openRecentProject(id: string): Promise<{ readonly opened: boolean }>;
  recentProjects(): Promise<readonly RecentProject[]>;
  /** The theme the window should start with next time, so that nothing flashes. */
  rememberTheme(theme: 'system' | 'light' | 'dark'): void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  /** The menu or a notification asks for an address of the window. */
  onGoTo(listener: (address: string) => void): () => void;
  /** Puts the rooms into the menu. */
  tellRooms(rooms: readonly RoomEntry[]): void;
  notify(notice: DesktopNotice): void;
  clearRecentProjects(): Promise<null>;
  versions(): Promise<ShellVersions>;
  /** To the clipboard; answers what was copied. */
  copyDiagnostics(): Promise<{ readonly text: string }>;
  /** Shows the log folders in the system's file manager. */
  revealLogs(): Promise<null>;
  /** Opens the licences of Electron and Chromium in the system's browser. */
  openShellLicences(): Promise<null>;
  /** Takes the project back to this back-up; the page is loaded anew. */
  restoreBackup(name: string): Promise<{ readonly restored: boolean }>;
  /** Files given on the command line or opened from the desktop. */
  onOpenFiles(listener: (files: readonly GrantedFile[]) => void): () => void;
}

/** Channel names of the shell, and the validator of what a window may send on each. */
export const windowRequests = {
  'window:frame': clientFrameSchema,
  'window:ready': z.null(),
  'window:grant': z.object({ path: z.string().min(1).max(32_768) }),
  'window:grantFolder': z.object({ path: z.string().min(1).max(32_768) }),
  'window:chooseFiles': z.null(),
  'window:chooseFolder': z.null(),
  'window:saveFile': z.object({ ticket: ticketSchema, name: z.string().min(1).max(255) }),
  'window:newProject': z.null(),
  'window:openProject': z.null(),
  'window:openRecentProject': z.object({ id: z.string().min(1).max(64) }),
  'window:recentProjects': z.null(),
  'window:rememberTheme': z.object({ theme: z.enum(['system', 'light', 'dark']) }),
  'window:tellRooms': z.object({ rooms: z.array(roomEntrySchema).max(20) }),
  'window:notify': desktopNoticeSchema,
  'window:clearRecentProjects': z.null(),
  'window:versions': z.null(),
  'window:copyDiagnostics': z.null(),
  'window:revealLogs': z.null(),
  'window:openShellLicences': z.null(),
  'window:restoreBackup': z.object({ name: backupNameSchema }),
} as const;
export type WindowRequest = keyof typeof windowRequests;

/** Channels on which the shell tells the window something. */
export type ShellNotice = 'shell:frame' | 'shell:engineState' | 'shell:menu' | 'shell:goTo' | 'shell:openFiles';
