/** How a request names the model that answers. */
import { z } from 'zod';

/** A run id, or `champion`. */
export const modelRefSchema = z.string().min(1);
