/** Pandera reads our exported schema and finds the same failing rows, on data that passes and on data that does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkedData, compareRows, resultOf } from './checkedData';
import { almanac, askPeer, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

const answerSchema = z.object({ success: z.boolean(), failures: z.array(z.object({ column: z.string(), check: z.string(), rows: z.array(z.number()) })) });

/** What Pandera calls each of our rules in its table of failures. */
const names: Readonly<Record<string, readonly string[]>> = {
  type: ['coerce_dtype', 'dtype'],
  'not-null': ['not_nullable'],
  unique: ['field_uniqueness'],
  range: ['in_range', 'greater_than_or_equal_to', 'less_than_or_equal_to'],
  'one-of': ['isin'],
  pattern: ['str_matches'],
};

export const pandera: PeerProof = { name: 'pandera', peerList: 'pandera', inShort: true, run };

async function run(context: PeerContext): Promise<PeerOutcome> {
  const failures: string[] = [];
  const counts = { 'data sets': 0, 'rules compared': 0, 'failing rows equal': 0, 'rules it cannot say': 0 };
  for (const { name, csv, schema, schemaFile, results } of await checkedData(context.folder)) {
    const file = join(context.folder, 'schema.yaml');
    const { notExpressible } = await almanac(['schema', 'convert', schemaFile, file, '--from', 'almanac', '--to', 'pandera'], z.object({ notExpressible: z.array(z.string()) }));
    const answer = await askPeer(context, 'askPandera.py', { csv, schema: readFileSync(file, 'utf8'), columns: schema.columns }, answerSchema);
    counts['data sets']++;
    counts['rules it cannot say'] += notExpressible.length;
    for (const check of schema.checks) {
      const ours = resultOf(results, check);
      if (!ours || check.mostly < 1 || check.severity !== 'critical') continue;
      const theirs = answer.failures.filter((failure) => failure.column === check.column && (names[check.check] ?? []).includes(failure.check)).flatMap(({ rows }) => rows);
      counts['rules compared']++;
      const difference = compareRows(`${name}: ${check.column} ${check.check}`, ours, theirs.sort((a, b) => a - b));
      if (difference === null) counts['failing rows equal'] += theirs.length;
      else failures.push(difference);
    }
  }
  return { counts, failures };
}
