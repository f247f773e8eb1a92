/** A project in a folder of its own, filled by the command line, then opened in the real window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandIn } from './commandIn';
import { launchApp, waitUntilUsable, type LaunchedApp } from './launchApp';

export interface ProjectWindow {
  readonly folder: string;
  readonly almanac: (...args: string[]) => void;
  /** Answers once the window can be used. */
  open(): Promise<LaunchedApp>;
  /** Closes the window and removes the folder. */
  close(): Promise<void>;
}

export function projectWindow(name: string): ProjectWindow {
  const folder = mkdtempSync(join(tmpdir(), `almanac-${name}-`));
  const project = join(folder, 'Summer shop');
  let launched: LaunchedApp | undefined;
  return {
    folder,
    almanac: commandIn(project, folder),
    async open() {
      launched = await launchApp({ dataDir: join(folder, 'data'), args: [`--project=${project}`] });
      await waitUntilUsable(launched.page);
      return launched;
    },
    async close() {
      await launched?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
