/** Entry of the desktop app: takes the single-instance lock, starts the shell, closes the engine before it quits. */
import { app } from 'electron';
import { registerAppScheme, serveApp } from './electron/appProtocol';
import { lockDownApp, lockDownSession } from './electron/lockdown';
import { findPlaces } from './electron/places';
import { printAndQuit, readPrintOrder } from './electron/printAndQuit';
import { startShell } from './electron/shell';
import { readShellArguments } from './electron/shellArguments';
import { recallTheme } from './electron/windowMemory';

const given = readShellArguments(process.argv, process.defaultApp === true, process.cwd());
lockDownApp();
registerAppScheme();

const order = readPrintOrder(process.argv);
if (order) printAndQuit(order);
else if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const shell = startShell(given);
  let isClosed = false;

  app.on('second-instance', (_event, argv, workingDir) => shell.takeOver(readShellArguments(argv, process.defaultApp === true, workingDir)));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void shell.close().finally(() => {
      isClosed = true;
      // Only after this event has ended does Electron hear another quit.
      setImmediate(() => app.quit());
    });
  });

  void app.whenReady().then(() => {
    recallTheme();
    lockDownSession();
    serveApp(findPlaces().renderer);
    shell.openWindow();
  });
}
