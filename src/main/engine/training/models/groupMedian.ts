/** Baseline: the median of the row's group; the median of all training rows for groups not seen, and without a group column. */
import { z } from 'zod';
import { median } from '@engine/math';
import { findColumn, mapTexts } from '../table';
import type { Learner } from './algorithm';
import { parseBody } from './parameters';

const groupMedianBodySchema = z.object({ groupBy: z.string().nullable(), overall: z.number(), groups: z.array(z.tuple([z.string(), z.number()])) });

export const groupMedianModel: Learner = {
  kind: 'group-median',
  version: 1,
  cost: 0.01,
  settings: {},
  fit({ table, rows, target, groupBy }) {
    const members = new Map<string, number[]>();
    if (groupBy !== null) {
      mapTexts(findColumn(table, groupBy), rows, (text) => text, (i, group) => {
        if (group === null) return;
        const values = members.get(group);
        if (values) values.push(target[i]!);
        else members.set(group, [target[i]!]);
      });
    }
    const body: z.infer<typeof groupMedianBodySchema> = {
      groupBy,
      overall: median(target) ?? 0,
      groups: [...members].map(([group, values]) => [group, median(values) ?? 0]),
    };
    return { body, curve: null, backend: 'js' };
  },
  restore(body) {
    const { groupBy, overall, groups } = parseBody(groupMedianBodySchema, body, 'group-median');
    const medians = new Map(groups);
    return {
      exact: null,
      predict(table, rows) {
        const answers = new Float64Array(rows.length).fill(overall);
        if (groupBy === null) return answers;
        mapTexts(findColumn(table, groupBy), rows, (text) => medians.get(text) ?? overall, (i, value) => {
          if (value !== null) answers[i] = value;
        });
        return answers;
      },
    };
  },
  parts(body) {
    const { groupBy, overall, groups } = parseBody(groupMedianBodySchema, body, 'group-median');
    return { kind: 'groups', column: groupBy, overall, groups };
  },
};
