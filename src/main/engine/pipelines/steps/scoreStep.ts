/** score: every row of a version with value and interval, by the champion or a candidate. */
import { z } from 'zod';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, jobContextOf, only } from '../step';
import { writeNumber } from './wording';

const parametersSchema = z.strictObject({ /** The level the model was trained with where none is given. */ level: z.number().min(0.5).max(0.99).optional() });

export const scoreStep = defineStep({
  kind: 'score',
  version: 1,
  inputs: { model: { types: ['champion', 'run'] }, snapshot: { types: ['snapshot'] } },
  outputs: { forecast: 'forecast' },
  parameters: parametersSchema,
  async run(context) {
    const { areas, inputs, parameters } = context;
    const { forecast, file } = await areas.forecasting.handlers['forecasting.score']({ model: only(inputs, 'model').id, snapshotId: only(inputs, 'snapshot').id, level: parameters.level }, jobContextOf(context));
    return {
      state: 'done',
      outputs: { forecast: { type: 'forecast', id: forecast.id, hash: file.sha256, label: words.labels.forecast(forecast.rows) } },
      said: { tone: 'neutral', title: words.said.scored(forecast.rows), reason: words.said.scoredReason(writeNumber(forecast.total), writeNumber(forecast.baselineTotal), forecast.rowsOutside) },
    };
  },
  commandOf: ({ dataset, parameters }) => ({
    arguments: ['predict', dataset, '--model', 'champion', ...(parameters.level === undefined ? [] : ['--level', String(parameters.level)]), '-o', '{output}/predictions.csv', '--json'],
    writes: ['predictions.csv'],
  }),
});
