/** What the shell adds to the engine's diagnostics, and where the log files lie. */
import { app, clipboard, screen, shell } from 'electron';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineState, ShellVersions } from '@shared/contract/bridge';

export const logFolder = (): string => join(app.getPath('userData'), 'logs');

export function shellVersions(): ShellVersions {
  return { electron: process.versions.electron, chromium: process.versions.chrome, node: process.versions.node };
}

/** @param ofEngine the engine's own text; null where it does not answer */
export function copyDiagnostics(ofEngine: string | null, state: EngineState): { text: string } {
  const { electron, chromium, node } = shellVersions();
  const { width, height } = screen.getPrimaryDisplay().size;
  const text = [
    ofEngine ?? `Almanac ${app.getVersion()}\nThe engine does not answer.`,
    `Shell: Electron ${electron}, Chromium ${chromium}, Node ${node}, ${app.isPackaged ? 'installed' : 'from a checkout'}, ${app.getLocale()}`,
    `Window: screen ${width} x ${height}, scale ${screen.getPrimaryDisplay().scaleFactor}, engine ${state.state}${state.error ? ` (${state.error.code})` : ''}`,
  ].join('\n');
  clipboard.writeText(text);
  return { text };
}

/** The engine's log lies in the project, the shell's in the user's folder; the first that is there is shown. */
export function revealLogs(projectDir: string): void {
  const files = [join(projectDir, 'logs', 'engine.log'), join(logFolder(), 'shell.log')];
  shell.showItemInFolder(files.find((path) => existsSync(path)) ?? logFolder());
}

/** Electron lays its licences beside its own executable. */
export async function openShellLicences(): Promise<void> {
  const file = join(dirname(process.execPath), 'LICENSES.chromium.html');
  if (existsSync(file)) await shell.openPath(file);
}
