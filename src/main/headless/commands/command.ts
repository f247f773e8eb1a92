/** The shape of a command of the command line, and how it reads its options. */
import { resolve } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { AlmanacContract } from '@shared/contract/contract';
import type { EngineClient, EndpointName } from '@shared/contract/client';
import type { Endpoint, InputOf, ResultOf } from '@shared/contract/endpoint';
import { EngineError } from '@shared/contract/errors';
import type { OutputFile } from '@shared/areas/common';

export type JobName = { [N in EndpointName]: AlmanacContract[N] extends Endpoint<'job'> ? N : never }[EndpointName];

export interface Connection {
  readonly client: EngineClient;
  /** Starts a job, shows its progress, and returns its result. */
  runJob<N extends JobName>(name: N, input: InputOf<AlmanacContract[N]>): Promise<ResultOf<AlmanacContract[N]>>;
}

export interface CommandContext {
  readonly arguments: readonly string[];
  readonly options: CommandOptions;
  readonly projectDir: string;
  readonly resourcesDir: string;
  readonly programDir: string;
  readonly seed: number;
  readonly level: number;
  /** Opens the project's engine, or reaches the one that has it open. */
  connect(): Promise<Connection>;
  /** Progress for people, on standard error. */
  say(line: string): void;
  /** With --json: a document before the command ends, for commands that stay (serve). */
  announce(document: unknown): void;
  /** Resolves when the user asks the process to end. */
  readonly interrupted: AbortSignal;
}

export interface CommandResult {
  /** Undefined where the command announced its document before it ended. */
  readonly json: unknown;
  readonly text: string;
  /** 1: done, and the verdict is negative. */
  readonly exitCode?: 0 | 1;
}

export interface Command {
  /** One or two words, as typed. */
  readonly name: string;
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  run(context: CommandContext): Promise<CommandResult>;
}

/** Options as parsed, with readers that refuse what makes no sense. */
export class CommandOptions {
  constructor(private readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>) {}

  text(name: string): string | undefined {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw usageError(`--${name} is needed.`);
    return value;
  }

  flag(name: string): boolean {
    return Object.hasOwn(this.values, name) && this.values[name] === true;
  }

  list(name: string): string[] {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) throw usageError(`--${name} needs a number, not "${text}".`);
    return value;
  }

  /** One of a closed list of words. */
  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = allowed.find((item) => item === value);
    if (found === undefined) throw usageError(`--${name} must be one of ${allowed.join(', ')}, not "${value}".`);
    return found;
  }

  /** A path, resolved against the folder the user stands in. */
  path(name: string): string | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : resolvePath(value);
  }
}

/** npm starts scripts in the package's folder and tells where the user stands by INIT_CWD. */
export function resolvePath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

export function usageError(message: string): EngineError {
  return new EngineError('invalid-input', `${message} See almanac --help.`);
}

export function argument(context: CommandContext, index: number, what: string): string {
  const value = context.arguments[index];
  if (value === undefined) throw usageError(`The command needs ${what}.`);
  return value;
}

/** Writes an output file to its place on this computer. */
export async function saveOutput(connection: Connection, file: OutputFile, path: string): Promise<{ written: string; sha256: string }> {
  await connection.client.call('files.save', { ticket: file.ticket, path });
  return { written: path, sha256: file.sha256 };
}
