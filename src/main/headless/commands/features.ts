/** features: what each column became for a run's model. */
import { isModelKind } from '@shared/areas/tracking';
import { featureMessages as words } from '@shared/messages/features';
import { modelWords } from '@shared/messages/names';
import { argument, type Command } from './command';
import { findRun } from './references';
import { formatTable } from './table';

export const featuresCommand: Command = {
  name: 'features',
  usage: 'features RUN [--column COL]',
  options: { column: { type: 'string' } },
  async run(context) {
    const connection = await context.connect();
    const run = await findRun(connection, argument(context, 0, 'a run'));
    const column = context.options.text('column');
    const { parts: all, leftOut, treated } = await connection.client.call('tracking.features', { runId: run.id });
    const about = (name: string): boolean => column === undefined || column === name;
    const parts = all.map((part) => ({ ...part, columns: part.columns.filter(({ columns }) => columns.some(about)), dropped: part.dropped.filter((own) => about(own.column)), infinite: part.infinite.filter((own) => about(own.column)) }));
    const before = { leftOut: leftOut.filter((own) => about(own.column)), treated: treated.filter((own) => about(own.column)) };
    const { heads, sorts } = words;
    return {
      json: { run: run.id, parts, ...before },
      text:
        parts.length === 0
          ? words.none
          : parts
              .flatMap((part) => [
                isModelKind(part.model) ? modelWords[part.model].name : part.model,
                formatTable([heads.column, heads.sort, heads.features, heads.how], part.columns.map((own) => [words.columnName(own), sorts[own.sort], String(own.features.length), words.steps(own).join('; ')])),
                ...(column === undefined ? [] : part.columns.flatMap(({ features }) => features.map(({ name, meaning }) => `  ${name}: ${meaning}`))),
                ...part.dropped.map((own) => `  ${words.dropped(own)}`),
                ...part.infinite.map((own) => `  ${words.infinite(own)}`),
              ])
              .concat(before.leftOut.map(words.leftOut), before.treated.map(words.treated))
              .join('\n'),
    };
  },
};
