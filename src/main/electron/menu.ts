/** The window's menu: what the shell does itself, and addresses of the page; each entry with its key. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand, RecentProject, RoomEntry } from '@shared/contract/bridge';
import { shellMessages } from '@shared/messages/shell';

export interface MenuActions {
  newProject(): void;
  openProject(): void;
  openRecent(id: string): void;
  clearRecent(): void;
  copyDiagnostics(): void;
  revealLogs(): void;
  tellPage(command: MenuCommand): void;
  goTo(address: string): void;
}

export interface MenuFacts {
  readonly recent: readonly RecentProject[];
  /** As the page told them; none before it stands. */
  readonly rooms: readonly RoomEntry[];
}

const words = shellMessages.menu;
const reportAddress = '#/forecast/report';
const settingsAddress = '#/settings';
const aboutAddress = '#/settings/about';

/** Replaces the menu; called whenever one of its facts changes. */
export function installMenu(actions: MenuActions, facts: MenuFacts): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: words.file, submenu: [...projectEntries(actions, facts.recent), { type: 'separator' }, ...fileEntries(actions), { type: 'separator' }, { role: isMac ? 'close' : 'quit' }] },
    { label: words.edit, role: 'editMenu' },
    { label: words.view, submenu: viewEntries(actions) },
    ...(facts.rooms.length > 0 ? [{ label: words.go, submenu: facts.rooms.map((room, index) => roomEntry(actions, room, index)) }] : []),
    { role: 'help', label: words.help, submenu: helpEntries(actions) },
  ];
  app.setAboutPanelOptions({ applicationName: shellMessages.appName, applicationVersion: app.getVersion(), version: `Electron ${process.versions.electron}` });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function projectEntries(actions: MenuActions, recent: readonly RecentProject[]): MenuItemConstructorOptions[] {
  const others = recent.filter(({ current }) => !current);
  return [
    { label: words.newProject, accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newProject() },
    { label: words.openProject, accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.openProject() },
    {
      label: words.recentProjects,
      enabled: others.length > 0,
      submenu: [...others.map(({ id, name, folder }) => ({ label: name, toolTip: folder, click: () => actions.openRecent(id) })), { type: 'separator' }, { label: words.clearRecent, click: () => actions.clearRecent() }],
    },
  ];
}

function fileEntries(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    { label: words.importFile, accelerator: 'CmdOrCtrl+O', click: () => actions.tellPage('import') },
    { label: words.exportReport, accelerator: 'CmdOrCtrl+E', click: () => actions.goTo(reportAddress) },
    { type: 'separator' },
    { label: words.settings, accelerator: 'CmdOrCtrl+,', click: () => actions.goTo(settingsAddress) },
  ];
}

function viewEntries(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    // The page takes this key itself; here it is only shown.
    { label: words.palette, accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: () => actions.tellPage('palette') },
    { type: 'separator' },
    { role: 'reload' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
  ];
}

function roomEntry(actions: MenuActions, { address, label }: RoomEntry, index: number): MenuItemConstructorOptions {
  return { label, ...(index < 9 ? { accelerator: `CmdOrCtrl+${index + 1}` } : {}), click: () => actions.goTo(address) };
}

function helpEntries(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    { label: words.keyboard, click: () => actions.tellPage('keyboard') },
    { type: 'separator' },
    { label: words.copyDiagnostics, click: () => actions.copyDiagnostics() },
    { label: words.revealLogs, click: () => actions.revealLogs() },
    { type: 'separator' },
    { label: words.about, click: () => actions.goTo(aboutAddress) },
  ];
}
