/** A width for each category of a column with enough held-out rows. */
import { z } from 'zod';
import { parseBody } from '../../models/parameters';
import { boundGroups, groupedMissesSchema, groupMisses } from '../groupedMisses';
import type { IntervalMethod } from '../method';

const bodySchema = z.object({ misses: groupedMissesSchema });

export const byCategoryMethod: IntervalMethod = {
  name: 'by-category',
  companion: null,
  usesCategories: true,
  calibrate: (rows, { mostKept }): z.infer<typeof bodySchema> | null => (rows.categories ? { misses: groupMisses(rows, (row) => rows.categories?.[row] ?? null, mostKept) } : null),
  restore(body) {
    const { misses } = parseBody(bodySchema, body, 'interval');
    return (asked, level) => boundGroups(misses, asked, (row) => asked.categories?.[row] ?? null, level);
  },
};
