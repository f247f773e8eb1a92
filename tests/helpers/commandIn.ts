/** The built command line for tests that drive a window: one project, one folder it is called from. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Throws with what the command printed where it does not end with 0. */
export function commandIn(project: string, folder: string): (...args: string[]) => void {
  // Under npm relative paths would be those of the folder npm was called in.
  const { INIT_CWD: _, ...env } = process.env;
  return (...args) => {
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/node/bin/node'), [join(root, 'out/main/cli.cjs'), ...args, '--project', project, '--json', '--quiet'], { encoding: 'utf8', cwd: folder, env });
    if (status !== 0) throw new Error(`almanac ${args[0] ?? ''} ended with ${String(status)}: ${stdout}${stderr}`);
  };
}
