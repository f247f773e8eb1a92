/** Every value is in a set, or none of it is. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { membership } from './membership';
import { valuesSchema } from './sqlValues';

const { titles, rules, fields } = checkMessages;

const setOfValues = {
  args: z.strictObject({ values: valuesSchema }),
  field: { name: 'values', label: fields.values, input: 'values', optional: false } as const,
  values: ({ values }: { readonly values: z.output<typeof valuesSchema> }) => values,
};

export const oneOf = membership({ ...setOfValues, kind: 'one-of', title: titles.oneOf, rule: rules.oneOf, forbidden: false });
export const notOneOf = membership({ ...setOfValues, kind: 'not-one-of', title: titles.notOneOf, rule: rules.notOneOf, forbidden: true });
