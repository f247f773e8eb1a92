/** A column's numbers follow a named distribution with given parameters, as far as the Kolmogorov-Smirnov test can tell. */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { distributionNames, distributions } from '../statistics/continuousDistribution';
import { distributionFit as fit } from '../statistics/distributionFit';
import { defineCheck, numberTypes, only } from './checkDefinition';
import { countNumbers } from './countedValues';
import { isMissing } from './sqlValues';

export const distributionFit = defineCheck({
  kind: 'distribution-fit',
  title: words.titles.distributionFit,
  group: 'distribution',
  scope: 'column',
  rows: false,
  types: numberTypes,
  args: z.strictObject({ distribution: z.enum(distributionNames), parameters: z.array(z.number()).max(4), least: z.number().gt(0).lt(1).default(0.05) }).superRefine(({ distribution, parameters }, context) => {
    const shapes = distributions[distribution].shapes.length;
    const [name, given] = [words.distributions[distribution], parameters.slice(0, shapes)];
    const refuse = (message: string): void => context.addIssue({ code: 'custom', path: ['parameters'], message });
    if (parameters.length < shapes || parameters.length > shapes + 2) refuse(words.refused.parameterCount(name, shapes, shapes + 2));
    else if (given.some((shape) => shape <= 0)) refuse(words.refused.shapes(name));
    else if ((parameters[shapes + 1] ?? 1) <= 0) refuse(words.refused.scale);
  }),
  fields: [
    { name: 'distribution', label: words.fields.distribution, input: 'choice', optional: false, choices: distributionNames.map((value) => ({ value, label: words.distributions[value] })) },
    { name: 'parameters', label: words.fields.parameters, input: 'values', optional: false, help: words.help.parameters },
    { name: 'least', label: words.fields.leastP, input: 'number', optional: true },
  ],
  rule: ({ distribution, least }) => words.rules.distributionFit(words.distributions[distribution], least),
  plan({ distribution, parameters, least }, context) {
    const column = only(context);
    return {
      by: 'query',
      missing: isMissing(column),
      async run() {
        const found = fit(await countNumbers(context, column), distribution, parameters);
        const figure = Number.isNaN(found.pValue) ? null : found.pValue;
        return { success: found.pValue >= least, observed: words.observed.pValue(figure), figure, found };
      },
    };
  },
});
