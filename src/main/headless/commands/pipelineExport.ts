/** pipeline export: a pipeline for another orchestrator, whose steps call this command line. */
import { join } from 'node:path';
import { pipelineTargets } from '@shared/areas/pipelines';
import { argument, usageError, type Command } from './command';
import { inFolder } from './interop';

export const pipelineExportCommand: Command = {
  name: 'pipeline export',
  usage: `pipeline export NAME --to ${pipelineTargets.join('|')} -o DIR`,
  options: { to: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run(context) {
    const target = context.options.choice('to', pipelineTargets);
    if (target === undefined) throw usageError(`--to is needed: ${pipelineTargets.join(', ')}.`);
    const folder = context.options.path('output');
    if (folder === undefined) throw usageError('-o DIR is needed.');
    const name = argument(context, 0, 'a pipeline');
    const { client } = await context.connect();
    const result = await inFolder(folder, async () => {
      const { ticket } = await client.call('files.grantFolder', { path: folder });
      return client.call('pipelines.export', { name, target, folder: ticket });
    });
    const written = result.files.map((file) => join(folder, file));
    return {
      json: { target, folder, written, notExpressible: result.notExpressible },
      text: [`Wrote ${written.length} files to ${folder}`, ...result.notExpressible.map((line) => `  not carried over: ${line}`)].join('\n'),
    };
  },
};
