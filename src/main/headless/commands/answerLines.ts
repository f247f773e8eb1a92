/** The loop of commands that take requests on standard input: one a line in, one answer line out, in order. */
import { createInterface } from 'node:readline';
import { EngineError } from '@shared/contract/errors';
import { toErrorData } from '../../engine/kernel/router';

export interface LineCommand {
  readonly name: string;
  /** Throws SyntaxError where the line is not JSON. */
  parse(line: string): unknown;
  answer(request: unknown): unknown;
}

/** Blank lines are passed over. Waits where the reader of standard output is slower. */
export async function answerLines(command: LineCommand): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (!process.stdout.write(`${await answerLine(command, line)}\n`)) await new Promise((drained) => process.stdout.once('drain', drained));
  }
}

/** The answer as JSON; what goes wrong is answered with the error object. */
async function answerLine(command: LineCommand, line: string): Promise<string> {
  try {
    return JSON.stringify(await command.answer(parse(command, line)));
  } catch (error) {
    const { code, message, details } = toErrorData(error, command.name, { info: quiet, warn: quiet, error: quiet });
    return JSON.stringify({ error: { code, message, details } });
  }
}

function parse(command: LineCommand, line: string): unknown {
  try {
    return command.parse(line);
  } catch (error) {
    throw new EngineError('invalid-input', `The line is not JSON: ${error instanceof Error ? error.message : String(error)}.`, {}, { cause: error });
  }
}

function quiet(): void {
  // The answer line itself tells what went wrong.
}
