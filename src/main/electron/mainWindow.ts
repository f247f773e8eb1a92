/** Makes the one window: the page in its sandbox, shown when it is painted. */
import { app, BrowserWindow, nativeTheme } from 'electron';
import { join } from 'node:path';
import { appOrigin } from '@shared/contract/bridge';
import { shellMessages } from '@shared/messages/shell';
import type { Places } from './places';
import { groundColour, recallBounds, rememberBounds } from './windowMemory';

export function openMainWindow(places: Places): BrowserWindow {
  const { bounds, maximized } = recallBounds();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: shellMessages.appName,
    icon: join(places.resources, 'icons', 'almanac-256.png'),
    backgroundColor: groundColour(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: places.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => rememberBounds(window));
  const repaint = (): void => window.setBackgroundColor(groundColour());
  nativeTheme.on('updated', repaint);
  window.on('closed', () => nativeTheme.off('updated', repaint));
  void window.loadURL(`${appOrigin}/`);
  return window;
}
