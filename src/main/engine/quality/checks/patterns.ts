/** Text matches any or all of several patterns; or none of them. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only } from './checkDefinition';
import { patternSchema, placeField, placeSchema } from './pattern';
import { isMissing, matchesPattern } from './sqlValues';

const listSchema = z.array(patternSchema).min(1).max(200);
const patternsField = { name: 'patterns', label: checkMessages.fields.patterns, input: 'patterns', optional: false } as const;

export const patterns = defineCheck({
  kind: 'patterns',
  title: checkMessages.titles.patterns,
  group: 'text',
  scope: 'column',
  rows: true,
  args: z.strictObject({ patterns: listSchema, match: z.enum(['any', 'all']).default('any'), where: placeSchema }),
  fields: [patternsField, { name: 'match', label: checkMessages.fields.match, input: 'choice', optional: true, choices: (['any', 'all'] as const).map((value) => ({ value, label: checkMessages.matches[value] })) }, placeField],
  patterns: (args) => args.patterns,
  rule: (args) => checkMessages.rules.patterns(args.patterns, args.match),
  plan(args, context) {
    const column = only(context);
    return { by: 'rows', failing: `not (${args.patterns.map((each) => matchesPattern(column, each, args.where)).join(args.match === 'any' ? ' or ' : ' and ')})`, missing: isMissing(column) };
  },
});

export const notPatterns = defineCheck({
  kind: 'not-patterns',
  title: checkMessages.titles.notPatterns,
  group: 'text',
  scope: 'column',
  rows: true,
  args: z.strictObject({ patterns: listSchema, where: placeSchema }),
  fields: [patternsField, placeField],
  patterns: (args) => args.patterns,
  rule: (args) => checkMessages.rules.notPatterns(args.patterns),
  plan(args, context) {
    const column = only(context);
    return { by: 'rows', failing: args.patterns.map((each) => matchesPattern(column, each, args.where)).join(' or '), missing: isMissing(column) };
  },
});
