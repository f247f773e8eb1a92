/** The window's menu: few entries, each with its key. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '@shared/contract/bridge';
import { shellMessages } from '@shared/messages/shell';

export interface MenuActions {
  newProject(): void;
  openProject(): void;
  tellPage(command: MenuCommand): void;
}

export function installMenu(actions: MenuActions): void {
  const words = shellMessages.menu;
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.file,
      submenu: [
        { label: words.newProject, accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newProject() },
        { label: words.openProject, accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.openProject() },
        { type: 'separator' },
        { label: words.importFile, accelerator: 'CmdOrCtrl+O', click: () => actions.tellPage('import') },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { label: words.edit, role: 'editMenu' },
    {
      label: words.view,
      submenu: [
        // The page takes this key itself; here it is only shown.
        { label: words.palette, accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: () => actions.tellPage('palette') },
        { type: 'separator' },
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'help', label: words.help, submenu: [{ role: 'about' }] },
  ];
  app.setAboutPanelOptions({ applicationName: shellMessages.appName, applicationVersion: app.getVersion(), version: `Electron ${process.versions.electron}` });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
