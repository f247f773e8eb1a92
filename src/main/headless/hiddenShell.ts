/** Printing for the command line: starts the desktop app hidden, on the display there is or on a virtual one, and ends it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { PrintDocument } from '@shared/contract/shellRequests';
import { shellMessages } from '@shared/messages/shell';
import type { PrintPdf } from '../engine/kernel/ports';

interface ShellProgram {
  readonly executable: string;
  readonly args: readonly string[];
}

const timeLimitMs = 120_000;
const runtimeSchema = z.object({ executable: z.string(), args: z.array(z.string()) });

/** @param programDir folder of the built entries, from which the app is found */
export function printByHiddenShell(programDir: string): PrintPdf {
  return async (document, signal) => {
    const shell = await findShell(programDir, signal);
    const display = displayPrefix();
    if (!shell || !display) throw new EngineError('pdf-needs-window', shellMessages.print.noWindow, { shell: shell !== null, display: display !== null });
    const folder = await mkdtemp(join(tmpdir(), 'almanac-print-'));
    try {
      return await printIn(folder, document, [...display, shell.executable, ...shell.args], signal);
    } finally {
      // The shell may still be writing its profile while it ends.
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    }
  };
}

async function printIn(folder: string, document: PrintDocument, command: readonly string[], signal: AbortSignal): Promise<Uint8Array> {
  const [input, output] = [join(folder, 'document.json'), join(folder, 'document.pdf')];
  await writeFile(input, JSON.stringify(document), { mode: 0o600 });
  const { code, text } = await run([...command, ...sandboxArguments(), `--user-data-dir=${join(folder, 'profile')}`, `--print-pdf=${input}`, `--print-to=${output}`], signal);
  if (code !== 0 || !existsSync(output)) throw new EngineError('pdf-needs-window', `${shellMessages.print.failed} ${shellMessages.print.noWindow}`, { code, said: text.slice(-500) });
  return readFile(output);
}

/** Installed, the engine lies in the app's own resources; a checkout has a script that knows. */
async function findShell(programDir: string, signal: AbortSignal): Promise<ShellProgram | null> {
  const name = { darwin: '../MacOS/Almanac', win32: '../Almanac.exe' }[process.platform as string] ?? '../almanac';
  const installed = join(programDir, '../../..', name);
  if (existsSync(installed)) return { executable: installed, args: [] };
  const resolver = join(programDir, '../../scripts/electronRuntime.mjs');
  if (!existsSync(resolver)) return null;
  const { code, text } = await run([process.execPath, resolver], signal, 'stdout');
  const found = code === 0 ? runtimeSchema.safeParse(JSON.parse(text)) : null;
  return found?.success ? found.data : null;
}

/** What stands before the command so that it finds a display; null where there is none. */
function displayPrefix(): readonly string[] | null {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return [];
  const wrapper = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'xvfb-run')).find((path) => existsSync(path));
  return wrapper === undefined ? null : [wrapper, '-a'];
}

/** Chromium refuses to start as root inside its sandbox. */
function sandboxArguments(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function run([program = '', ...args]: readonly string[], signal: AbortSignal, keep: 'stdout' | 'stderr' = 'stderr'): Promise<{ readonly code: number | null; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', keep === 'stdout' ? 'pipe' : 'ignore', keep === 'stderr' ? 'pipe' : 'ignore'], detached: true });
    // A wrapper such as xvfb-run does not pass a signal on; the group gets it.
    const end = (): void => {
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
    };
    const timer = setTimeout(end, timeLimitMs);
    const cancel = (): void => {
      end();
      reject(new EngineError('cancelled', shellMessages.print.cancelled));
    };
    signal.addEventListener('abort', cancel, { once: true });
    let text = '';
    child[keep]?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.once('error', () => resolve({ code: null, text }));
    child.once('close', (code) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      resolve({ code, text });
    });
  });
}
