/** drift-test --stdin: single drift tests, one request and one answer a line. Opens no project. */
import { createInterface } from 'node:readline';
import { EngineError } from '@shared/contract/errors';
import { answerDriftRequest, parseRequestLine } from '../../engine/monitoring/requests';
import { toErrorData } from '../../engine/kernel/router';
import { usageError, type Command } from './command';

export const driftTestCommand: Command = {
  name: 'drift-test',
  usage: 'drift-test --stdin',
  options: { stdin: { type: 'boolean' } },
  async run(context) {
    if (!context.options.flag('stdin')) throw usageError('drift-test reads requests from standard input: --stdin is needed.');
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (line.trim() === '') continue;
      if (!process.stdout.write(`${answerLine(line)}\n`)) await new Promise((drained) => process.stdout.once('drain', drained));
    }
    return { json: undefined, text: '' };
  },
};

/** The answer as JSON; what goes wrong is answered with the error object. */
export function answerLine(line: string): string {
  try {
    return JSON.stringify(answerDriftRequest(parse(line)));
  } catch (error) {
    const { code, message, details } = toErrorData(error, 'drift-test', { info: quiet, warn: quiet, error: quiet });
    return JSON.stringify({ error: { code, message, details } });
  }
}

function parse(line: string): unknown {
  try {
    return parseRequestLine(line);
  } catch (error) {
    throw new EngineError('invalid-input', `The line is not JSON: ${error instanceof Error ? error.message : String(error)}.`, {}, { cause: error });
  }
}

function quiet(): void {
  // The answer line itself tells what went wrong.
}
