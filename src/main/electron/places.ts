/** Where the parts of the product lie, in a checkout and when installed. */
import { app } from 'electron';
import { join } from 'node:path';

export interface Places {
  /** The Node that runs the engine; never Electron's own. */
  readonly node: string;
  readonly engine: string;
  readonly renderer: string;
  readonly preload: string;
  readonly resources: string;
}

export function findPlaces(): Places {
  const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
  const built = join(__dirname, '..');
  const own = { renderer: join(built, 'renderer'), preload: join(built, 'preload', 'preload.cjs') };
  if (app.isPackaged) {
    // Plain Node cannot read inside the archive, so what the engine needs lies beside it.
    const beside = process.resourcesPath;
    return { ...own, node: join(beside, 'node', 'bin', nodeName), engine: join(beside, 'engine', 'out', 'main', 'engineProcess.cjs'), resources: join(beside, 'engine', 'resources') };
  }
  const checkout = join(built, '..');
  return { ...own, node: join(checkout, 'node_modules', 'node', 'bin', nodeName), engine: join(built, 'main', 'engineProcess.cjs'), resources: join(checkout, 'resources') };
}
