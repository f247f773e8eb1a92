/** The built programs, as users start them. `npm test` builds them first. */
import { execFile, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineProgram } from '@main/electron/engineHost';

export const root = join(import.meta.dirname, '../..');
export const builtPrograms = join(root, 'out/main');
const program = (name: string): string => join(builtPrograms, name);

export const engineProgram: EngineProgram = { node: process.execPath, engine: program('engineProcess.cjs'), resources: join(root, 'resources') };

export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON; throws where it is not exactly one document. */
  json(): unknown;
}

/** Runs the built command line in a folder, and waits for its end. */
export function runCli(args: readonly string[], cwd: string): Promise<CommandOutcome> {
  return startCli(args, cwd).outcome;
}

/** Starts it, for tests that interrupt it. */
export function startCli(args: readonly string[], cwd: string): { readonly child: ChildProcess; readonly outcome: Promise<CommandOutcome> } {
  if (!existsSync(program('cli.cjs'))) throw new Error('The command line is not built. Run npm run build first.');
  const { promise: outcome, resolve } = Promise.withResolvers<CommandOutcome>();
  const child = execFile(process.execPath, [program('cli.cjs'), ...args], { cwd, env: { ...process.env, INIT_CWD: cwd }, maxBuffer: 256 << 20 }, (error, stdout, stderr) => {
    const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 99;
    resolve({ exitCode, stdout, stderr, json: () => JSON.parse(stdout) as unknown });
  });
  return { child, outcome };
}
