/** Every value is one of a set, or none of it is. Numbers are compared as numbers, so that "1" and "1.0" are one value. */
import type { z } from 'zod';
import type { ArgumentField } from '@shared/areas/quality';
import { defineCheck, only, type CheckDefinition } from './checkDefinition';
import { inSet, isMissing, type valuesSchema } from './sqlValues';

interface Membership<S extends z.ZodType> {
  readonly kind: string;
  readonly title: string;
  readonly args: S;
  readonly field: ArgumentField;
  /** The set that the arguments name. */
  values(args: z.output<S>): z.output<typeof valuesSchema>;
  rule(values: readonly string[]): string;
  /** Values of the set fail, instead of all others. */
  readonly forbidden: boolean;
}

export function membership<S extends z.ZodType>({ kind, title, args, field, values, rule, forbidden }: Membership<S>): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'sets',
    scope: 'column',
    rows: true,
    args,
    fields: [field],
    rule: (given) => rule(values(given).map(String)),
    plan(given, context) {
      const column = only(context);
      const within = inSet(column, values(given));
      return { by: 'rows', failing: forbidden ? within : `not (${within})`, missing: isMissing(column) };
    },
  });
}
