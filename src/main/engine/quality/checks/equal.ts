/** Every value equals one value, or differs from it. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { membership } from './membership';
import { valueSchema } from './sqlValues';

const { titles, rules, fields } = checkMessages;

const oneValue = {
  args: z.strictObject({ value: valueSchema }),
  field: { name: 'value', label: fields.value, input: 'value', optional: false } as const,
  values: ({ value }: { readonly value: z.output<typeof valueSchema> }) => [value],
};

export const equal = membership({ ...oneValue, kind: 'equal', title: titles.equal, rule: (values) => rules.equal(values.join()), forbidden: false });
export const notEqual = membership({ ...oneValue, kind: 'not-equal', title: titles.notEqual, rule: (values) => rules.notEqual(values.join()), forbidden: true });
