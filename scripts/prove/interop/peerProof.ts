/** The shape of a proof against one real peer: its environment is made on demand, and one that cannot be had is skipped plainly. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type z } from 'zod';
import { startPeer, type PythonPeer } from '../../../bench/pythonPeer';

export interface PeerProof {
  /** Name of the peer as its registry spells it; it heads the counts and failures. */
  readonly name: string;
  /** Its list in bench/peers without the ending; null where the peer needs no Python. Peers whose pins agree share one list. */
  readonly peerList: string | null;
  /** True: CI runs it with --short. */
  readonly inShort: boolean;
  run(context: PeerContext): Promise<PeerOutcome>;
}

export interface PeerOutcome {
  readonly counts: Record<string, number>;
  /** One plain sentence each. A peer that is here and disagrees is a failure; one that is not here is `skipped`. */
  readonly failures: string[];
  /** Why the peer could not be asked, where that shows only while it runs. */
  readonly skipped?: string;
}

export interface PeerContext {
  readonly mode: 'short' | 'long';
  readonly seed: number;
  /** A folder of this proof's own, removed afterwards. */
  readonly folder: string;
  /** A folder of all proofs of this run: what one made, such as a trained project, the next may use. */
  readonly sharedFolder: string;
  /** Null only where `peerList` is null. */
  readonly peer: PythonPeer | null;
}

/** Runs the built command line with --json in the given project; throws where its exit code is not among `accepted`. */
export async function almanac<S extends z.ZodType>(args: readonly string[], schema: S, accepted: readonly number[] = [0]): Promise<z.infer<S>> {
  const { exitCode, output, errors } = await runProgram(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), ...args, '--json', '--quiet']);
  if (!accepted.includes(exitCode)) throw new Error(`almanac ${args.join(' ')} ended with ${exitCode}: ${output.trim() || errors.trim()}`);
  return schema.parse(JSON.parse(output));
}

/** One question to a Python script that reads JSON lines: scripts/prove/interop/<script>. */
export async function askPeer<S extends z.ZodType>({ peer }: PeerContext, script: string, question: unknown, schema: S, timeoutMs = 300_000): Promise<z.infer<S>> {
  if (!peer) throw new Error(`${script} needs a Python peer.`);
  const child = startPeer(peer, join(process.cwd(), 'scripts', 'prove', 'interop', script));
  try {
    const answer = await child.ask(JSON.stringify(question), timeoutMs);
    if (answer === null) throw new Error(`${script} gave no answer.`);
    return schema.parse(JSON.parse(answer));
  } finally {
    child.close();
  }
}

export interface ProgramRun {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end, such as a peer's own command line. */
export function runProgram(program: string, args: readonly string[], options: { readonly folder?: string; readonly environment?: Readonly<Record<string, string>> } = {}): Promise<ProgramRun> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: options.folder, env: { ...process.env, ...options.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    child.on('error', fail);
    child.on('close', (code) => done({ exitCode: code ?? 1, output: Buffer.concat(output).toString('utf8'), errors: Buffer.concat(errors).toString('utf8') }));
  });
}

/** A program of the peer's environment, such as `mlflow` or `dvc`. */
export function programOf(peer: PythonPeer, name: string): string {
  return join(peer.python, '..', process.platform === 'win32' ? `${name}.exe` : name);
}
