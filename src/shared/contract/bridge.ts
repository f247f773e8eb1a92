/** What the shell offers a window: the one object `window.almanac`, made by the preload script. */
import { z } from 'zod';
import { ticketSchema } from '../areas/common';
import type { GrantedFile, GrantedFolder } from '../areas/files';
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
export const menuCommands = ['import', 'palette', 'settings'] as const;
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

export interface AlmanacBridge {
  readonly platform: string;
  sendFrame(frame: ClientFrame): void;
  onFrame(listener: (frame: EngineFrame) => void): () => void;
  /** Calls back at once with the present state, then with each change. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  grantDropped(file: File): Promise<GrantedFile>;
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
  /** Files given on the command line or opened from the desktop. */
  onOpenFiles(listener: (files: readonly GrantedFile[]) => void): () => void;
}

/** Channel names of the shell, and the validator of what a window may send on each. */
export const windowRequests = {
  'window:frame': clientFrameSchema,
  'window:ready': z.null(),
  'window:grant': z.object({ path: z.string().min(1).max(32_768) }),
  'window:chooseFiles': z.null(),
  'window:chooseFolder': z.null(),
  'window:saveFile': z.object({ ticket: ticketSchema, name: z.string().min(1).max(255) }),
  'window:newProject': z.null(),
  'window:openProject': z.null(),
  'window:openRecentProject': z.object({ id: z.string().min(1).max(64) }),
  'window:recentProjects': z.null(),
  'window:rememberTheme': z.object({ theme: z.enum(['system', 'light', 'dark']) }),
} as const;
export type WindowRequest = keyof typeof windowRequests;

/** Channels on which the shell tells the window something. */
export type ShellNotice = 'shell:frame' | 'shell:engineState' | 'shell:menu' | 'shell:openFiles';
