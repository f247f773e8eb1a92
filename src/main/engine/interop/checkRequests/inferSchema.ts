/** infer-schema: the types guessed from labels and a sample of rows (frictionless-py 5.19). */
import { z } from 'zod';
import { inferFields } from '../tableSchema/table';
import { readRequest, type Operations } from './request';

const requestSchema = z.object({ labels: z.array(z.string()).default([]), rows: z.array(z.array(z.json())), confidence: z.number().min(0).max(1).optional(), missing_values: z.array(z.string()).optional() });

export const inferenceOperations: Operations = {
  'infer-schema': (request, { today }) => {
    const { labels, rows, confidence, missing_values } = readRequest(requestSchema, request);
    const fields = inferFields(labels, rows, today, { confidence, missingValues: missing_values });
    return { names: fields.map(({ name }) => name), types: fields.map(({ type }) => type) };
  },
};
