/** Which rows a check of several columns leaves out for their missing cells, as the editor asks it. */
import type { ArgumentField } from '@shared/areas/quality';
import { checkMessages } from '@shared/messages/checks';
import { ignoreSchema } from './sqlValues';

export const ignoreField: ArgumentField = {
  name: 'ignore',
  label: checkMessages.fields.ignore,
  input: 'choice',
  optional: true,
  choices: ignoreSchema.options.map((value) => ({ value, label: checkMessages.ignores[value] })),
};
