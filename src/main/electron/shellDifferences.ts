/** Where Electron 25 and the pinned Electron differ. Preload only: nothing else knows of two versions. */
import * as electron from 'electron';

/** The path of a file the user dropped or picked; empty for a file made by a script. */
export function pathOfFile(file: File): string {
  const newer: typeof electron.webUtils | undefined = electron.webUtils;
  if (newer) return newer.getPathForFile(file);
  // Electron before 29 keeps the path on the file itself.
  return 'path' in file && typeof file.path === 'string' ? file.path : '';
}
