/** parse-cell: how one text becomes a typed value (Table Schema 2.0, frictionless-py 5.19). */
import { z } from 'zod';
import { createCellReader, fieldOptionsSchema } from '../tableSchema/cells';
import { readRequest, type Operations } from './request';

const requestSchema = z.object({ type: z.string(), format: z.string().default('default'), text: z.json(), options: fieldOptionsSchema });

export const cellOperations: Operations = {
  'parse-cell': (request, { today }) => {
    const { text, ...field } = readRequest(requestSchema, request);
    const { value, isValid } = createCellReader(field, today)(text);
    return { value, valid: isValid };
  },
};
