/** Great Expectations takes our exported suite and comes to the same verdict, rule by rule, with the same failing rows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkedData, compareRows, resultOf } from './checkedData';
import { almanac, askPeer, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

const answerSchema = z.object({ success: z.boolean(), results: z.array(z.object({ type: z.string(), column: z.string(), success: z.boolean(), rows: z.array(z.number()) })) });
const suiteSchema = z.object({ expectations: z.array(z.object({ type: z.string(), kwargs: z.looseObject({ column: z.string() }) })) });

export const greatExpectations: PeerProof = { name: 'great_expectations', peerList: 'great_expectations', inShort: false, run };

async function run(context: PeerContext): Promise<PeerOutcome> {
  const failures: string[] = [];
  const counts = { 'data sets': 0, 'rules compared': 0, 'failing rows equal': 0 };
  for (const { name, csv, schema, schemaFile, results } of await checkedData(context.folder)) {
    const file = join(context.folder, 'suite.json');
    await almanac(['schema', 'convert', schemaFile, file, '--from', 'almanac', '--to', 'great-expectations'], z.object({ written: z.string() }));
    const suite = readFileSync(file, 'utf8');
    const answer = await askPeer(context, 'askGreatExpectations.py', { csv, suite, columns: schema.columns }, answerSchema);
    counts['data sets']++;
    const typed = schema.columns.filter(({ type }) => type !== 'any').length;
    const { expectations } = suiteSchema.parse(JSON.parse(suite));
    for (const [i, check] of schema.checks.entries()) {
      const ours = resultOf(results, check);
      const expectation = expectations[typed + i];
      const theirs = answer.results.find(({ type, column }) => type === expectation?.type && column === check.column);
      const where = `${name}: ${check.column} ${check.check}`;
      if (!ours || !theirs) {
        failures.push(`${where} was not answered.`);
        continue;
      }
      counts['rules compared']++;
      // A share of all rows here, of rows with a value there: said by the export, so only the rows are compared.
      if (check.mostly === 1 && ours.success !== theirs.success) failures.push(`${where}: ours ${ours.success ? 'passes' : 'fails'}, theirs ${theirs.success ? 'passes' : 'fails'}.`);
      const difference = check.check === 'type' ? null : compareRows(where, ours, theirs.rows);
      if (difference === null) counts['failing rows equal'] += theirs.rows.length;
      else failures.push(difference);
    }
  }
  return { counts, failures };
}
