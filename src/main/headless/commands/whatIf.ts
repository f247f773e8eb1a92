/** export RUN --to what-if: a run as one HTML file that answers by itself. */
import { argument, saveOutput, usageError, type CommandContext, type CommandResult } from './command';
import { findRun } from './references';

export async function exportWhatIfPage(context: CommandContext): Promise<CommandResult> {
  const path = context.options.path('output');
  if (path === undefined) throw usageError('-o FILE is needed.');
  if (!/\.html?$/i.test(path)) throw usageError('A what-if page ends in .html.');
  const reference = argument(context, 0, 'a run');
  const connection = await context.connect();
  const run = await findRun(connection, reference);
  const file = await connection.runJob('forecasting.whatIfPage', { model: run.id });
  const saved = await saveOutput(connection, file, path);
  return { json: { format: 'what-if', ...saved, run: run.id, sizeBytes: file.sizeBytes }, text: `Wrote ${saved.written} (${Math.ceil(file.sizeBytes / 1024)} KB, sha256 ${saved.sha256.slice(0, 16)})` };
}
