/** Text matches a regular expression in RE2 syntax, whose time is linear, so that no pattern can hang; or does not. */
import { z } from 'zod';
import type { ArgumentField } from '@shared/areas/quality';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only, type CheckDefinition } from './checkDefinition';
import { isMissing, matchesPattern } from './sqlValues';

const places = ['whole', 'start', 'anywhere'] as const;
export const placeSchema = z.enum(places).default('whole');
export const patternSchema = z.string().min(1).max(2000);
export const placeField: ArgumentField = { name: 'where', label: checkMessages.fields.where, input: 'choice', optional: true, choices: places.map((value) => ({ value, label: checkMessages.places[value] })) };

export const pattern = matching('pattern', checkMessages.titles.pattern, checkMessages.rules.pattern, (matches) => `not ${matches}`);
export const notPattern = matching('not-pattern', checkMessages.titles.notPattern, checkMessages.rules.notPattern, (matches) => matches);

function matching(kind: string, title: string, rule: (pattern: string, where: (typeof places)[number]) => string, failing: (matches: string) => string): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'text',
    scope: 'column',
    rows: true,
    args: z.strictObject({ pattern: patternSchema, where: placeSchema }),
    fields: [{ name: 'pattern', label: checkMessages.fields.pattern, input: 'pattern', optional: false }, placeField],
    patterns: (args) => [args.pattern],
    rule: (args) => rule(args.pattern, args.where),
    plan(args, context) {
      const column = only(context);
      return { by: 'rows', failing: failing(matchesPattern(column, args.pattern, args.where)), missing: isMissing(column) };
    },
  });
}
