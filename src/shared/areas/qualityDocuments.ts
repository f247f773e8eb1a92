/** The document of a checked version: one static page with everything that was found. */
import { z } from 'zod';
import { job } from '../contract/endpoint';
import { idSchema, outputFileSchema } from './common';

export const qualityDocumentsEndpoints = {
  /** Of the version's last validation: the same facts give the same bytes. Throws `conflict` where it was never checked. */
  'quality.document': job(z.object({ snapshotId: idSchema }), outputFileSchema),
};
