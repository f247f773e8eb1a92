/** What the app was started with: a project folder, files to import. */
import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

export interface ShellArguments {
  readonly project: string | null;
  /** Absolute paths of files that are there. */
  readonly files: readonly string[];
}

/**
 * @param argv as the operating system gave them
 * @param isCheckout true where Electron was given the app's folder as its first argument
 */
export function readShellArguments(argv: readonly string[], isCheckout: boolean, workingDir: string): ShellArguments {
  const own = argv.slice(isCheckout ? 2 : 1);
  const named = own.indexOf('--project');
  const project = named >= 0 ? own[named + 1] : own.find((each) => each.startsWith('--project='))?.slice('--project='.length);
  const files = own
    .filter((each, index) => !each.startsWith('-') && !(named >= 0 && index === named + 1))
    .map((each) => resolve(workingDir, each))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  // The file that makes a folder a project, opened from the desktop, opens the project.
  const manifest = files.find((path) => basename(path) === 'almanac.json');
  const asked = project ? resolve(workingDir, project) : manifest !== undefined ? dirname(manifest) : null;
  return { project: asked, files: files.filter((path) => path !== manifest) };
}
