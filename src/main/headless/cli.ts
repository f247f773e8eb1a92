/** The command line: arguments to a command, one JSON document or plain text out, an exit code from the contract. */
import './compileCache';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EngineError, exitCodeOf } from '@shared/contract/errors';
import { toErrorData } from '../engine/kernel/router';
import { commands } from './commands';
import { CommandOptions, resolvePath, usageError, type Command, type CommandResult } from './commands/command';
import { openConnection } from './connection';

const globalOptions = {
  project: { type: 'string' },
  json: { type: 'boolean' },
  seed: { type: 'string' },
  level: { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

// A reader such as head may close the pipe early; what it did not want is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(args: readonly string[]): Promise<number> {
  const asJson = args.includes('--json');
  const interrupt = new AbortController();
  process.on('SIGINT', () => interrupt.abort());
  process.on('SIGTERM', () => interrupt.abort());
  try {
    if (args.length === 0 || args[0] === 'help' || args[0] === '--help' || args[0] === '-h') return await print(usage());
    const { command, rest } = findCommand(args);
    const result = await runCommand(command, rest, interrupt.signal);
    if (!asJson) await print(result.text);
    else if (result.json !== undefined) await print(JSON.stringify(result.json));
    return result.exitCode ?? 0;
  } catch (error) {
    const data = toErrorData(error, args.join(' '), { info: ignore, warn: ignore, error: () => process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`) });
    if (asJson) await print(JSON.stringify({ error: { code: data.code, message: data.message, details: data.details } }));
    else process.stderr.write(`${data.message}\n`);
    return exitCodeOf[data.code];
  }
}

function ignore(): void {
  // The command line shows errors itself; the engine keeps its own log.
}

function findCommand(args: readonly string[]): { command: Command; rest: readonly string[] } {
  for (const length of [2, 1]) {
    const name = args.slice(0, length).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command) return { command, rest: args.slice(length) };
  }
  throw usageError(`There is no command ${args[0] ?? ''}.`);
}

async function runCommand(command: Command, args: readonly string[], interrupted: AbortSignal): Promise<CommandResult> {
  const { values, positionals } = parse(command, args);
  const options = new CommandOptions(values);
  if (options.flag('help')) return { json: { usage: command.usage }, text: command.usage };
  const seed = options.number('seed') ?? 1;
  const level = options.number('level') ?? 0.9;
  if (!Number.isSafeInteger(seed) || seed < 0) throw usageError('--seed needs a whole number that is not negative.');
  if (level < 0.5 || level > 0.99) throw usageError('--level needs a number from 0.5 to 0.99.');
  const say = (line: string): void => {
    if (!options.flag('quiet')) process.stderr.write(`${line}\n`);
  };
  const projectDir = resolvePath(options.text('project') ?? 'almanac-project');
  // The bundle lies in out/main; resources lie beside out, in a checkout as in the installed app.
  const resourcesDir = join(__dirname, '../../resources');
  const opened: { close(): Promise<void> }[] = [];
  try {
    return await command.run({
      arguments: positionals,
      options,
      projectDir,
      resourcesDir,
      programDir: __dirname,
      seed,
      level,
      interrupted,
      say,
      announce: (document) => process.stdout.write(options.flag('json') ? `${JSON.stringify(document)}\n` : ''),
      async connect() {
        const connection = await openConnection({ projectDir, resourcesDir, programDir: __dirname }, say, interrupted);
        opened.push(connection);
        return connection;
      },
    });
  } finally {
    for (const connection of opened) await connection.close();
  }
}

function parse(command: Command, args: readonly string[]): { values: Record<string, string | boolean | (string | boolean)[] | undefined>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: { ...globalOptions, ...command.options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new EngineError('invalid-input', `${error instanceof Error ? error.message : String(error)}. Usage: ${command.usage}`, {}, { cause: error });
  }
}

function usage(): string {
  return ['almanac COMMAND [--project DIR] [--json] [--seed N] [--level L] [--quiet]', '', ...commands.map((command) => `  ${command.usage}`)].join('\n');
}

/** Waits until the text has left the process, so that a pipe gets all of it. */
function print(text: string): Promise<number> {
  return new Promise((done) => process.stdout.write(text === '' ? '' : `${text}\n`, () => done(0)));
}
