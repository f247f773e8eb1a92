/** As many rows as earlier versions had, within a share; the first version has nothing to be compared with and holds. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck } from './checkDefinition';

export const volume = defineCheck({
  kind: 'volume',
  title: checkMessages.titles.volume,
  group: 'arrival',
  scope: 'table',
  rows: false,
  args: z.strictObject({ fall: z.number().min(0).max(1).default(0.2), growth: z.number().min(0).max(1000).default(0.5) }),
  fields: [
    { name: 'fall', label: checkMessages.fields.fall, input: 'number', optional: true, help: checkMessages.help.share },
    { name: 'growth', label: checkMessages.fields.growth, input: 'number', optional: true, help: checkMessages.help.share },
  ],
  rule: ({ fall, growth }) => checkMessages.rules.volume(fall, growth),
  plan({ fall, growth }, { earlierRows }) {
    const before = earlierRows().at(-1);
    return {
      by: 'figures',
      select: ['count(*)'],
      judge([count]) {
        const rows = Number(count);
        if (before === undefined || before === 0) return { success: true, observed: checkMessages.observed.noEarlier, figure: rows };
        return { success: rows >= before * (1 - fall) && rows <= before * (1 + growth), observed: checkMessages.observed.volume(rows, before), figure: rows };
      },
    };
  },
});
