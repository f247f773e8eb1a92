/** check --stdin: single checks by the rule of the peer they belong to, one request and one answer a line. Opens no project. */
import { tmpdir } from 'node:os';
import { createCheckRequests, parseCheckRequest } from '../../engine/interop/checkRequests';
import { systemClock } from '../../engine/kernel/systemPorts';
import { createTableSession } from '../../engine/storage/tableSession';
import { answerLines } from './answerLines';
import { usageError, type Command } from './command';

export const checkCommand: Command = {
  name: 'check',
  usage: 'check --stdin',
  options: { stdin: { type: 'boolean' } },
  async run(context) {
    if (!context.options.flag('stdin')) throw usageError('check reads requests from standard input: --stdin is needed.');
    const requests = createCheckRequests({ clock: systemClock, tables: createTableSession({ tempDir: tmpdir(), memoryLimitMiB: 512, threads: 1 }) });
    await answerLines({ name: 'check', parse: parseCheckRequest, answer: (request) => requests.answer(request) });
    return { json: undefined, text: '' };
  },
};
