/** drift-test --stdin: single drift tests, one request and one answer a line. Opens no project. */
import { answerDriftRequest, parseRequestLine } from '../../engine/monitoring/requests';
import { answerLines } from './answerLines';
import { usageError, type Command } from './command';

export const driftTestCommand: Command = {
  name: 'drift-test',
  usage: 'drift-test --stdin',
  options: { stdin: { type: 'boolean' } },
  async run(context) {
    if (!context.options.flag('stdin')) throw usageError('drift-test reads requests from standard input: --stdin is needed.');
    await answerLines({ name: 'drift-test', parse: parseRequestLine, answer: answerDriftRequest });
    return { json: undefined, text: '' };
  },
};
