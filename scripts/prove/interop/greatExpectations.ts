/** Great Expectations takes our exported suite and comes to the same verdict, rule by rule, with the same failing rows; and the suite it stores comes back as the same schema. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkedData, compareRows, validated, type CheckedData } from './checkedData';
import { everyRule } from './everyRule';
import { almanac, askPeer, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

const resultSchema = z.object({ success: z.boolean(), rows: z.array(z.number()), figure: z.number().nullable(), failure: z.string().nullable() });
const answerSchema = z.object({ success: z.boolean(), results: z.array(resultSchema.nullable()), stored: z.string() });
const convertedSchema = z.object({ written: z.string(), notExpressible: z.array(z.string()).optional() });
const suiteSchema = z.object({ expectations: z.array(z.looseObject({ type: z.string(), kwargs: z.looseObject({}) })) });

export const greatExpectations: PeerProof = { name: 'great_expectations', peerList: 'great_expectations', inShort: false, run };

async function run(context: PeerContext): Promise<PeerOutcome> {
  const failures: string[] = [];
  const counts = { 'data sets': 0, 'kinds of checks': 0, 'rules compared': 0, 'failing rows equal': 0, 'figures equal': 0, 'suites that came back equal': 0 };
  const kinds = new Set<string>();
  const given = await checkedData(context.folder);
  const whole: CheckedData[] = [];
  for (const { name, csv, schema } of given) if (name.endsWith('suggested rules')) whole.push(await validated(context.folder, name.replace('suggested', 'all'), csv, everyRule(schema)));
  for (const data of [...given, ...whole]) {
    const file = join(context.folder, 'suite.json');
    await convert(data.schemaFile, file, 'almanac', 'great-expectations');
    const suite = readFileSync(file, 'utf8');
    const answer = await askPeer(context, 'askGreatExpectations.py', { csv: data.csv, suite, columns: data.schema.columns }, answerSchema);
    counts['data sets']++;
    compare(data, suite, answer, counts, kinds, failures);
    if (await comesBack(context.folder, suite, answer.stored)) counts['suites that came back equal']++;
    else failures.push(`${data.name}: the suite they stored is another schema here.`);
  }
  return { counts: { ...counts, 'kinds of checks': kinds.size }, failures };
}

async function convert(from: string, to: string, fromFormat: string, toFormat: string): Promise<void> {
  await almanac(['schema', 'convert', from, to, '--from', fromFormat, '--to', toFormat], convertedSchema);
}

/** Checks come in their order behind the expectations of declared columns. */
function compare({ name, schema, results }: CheckedData, suite: string, answer: z.infer<typeof answerSchema>, counts: Record<string, number>, kinds: Set<string>, failures: string[]): void {
  const places = parseSuite(suite).length;
  const add = (what: string, count = 1): void => void (counts[what] = (counts[what] ?? 0) + count);
  for (const [i, check] of schema.checks.entries()) {
    const ours = results[results.length - schema.checks.length + i];
    const theirs = answer.results[places - schema.checks.length + i];
    const where = `${name}: ${(check.columns ?? [check.column ?? '']).join(', ')} ${check.check}`;
    if (!ours || !theirs || ours.check !== check.check) {
      failures.push(`${where} was not answered.`);
      continue;
    }
    add('rules compared');
    kinds.add(check.check);
    if (theirs.failure !== null) failures.push(`${where}: theirs could not be run (${theirs.failure.split('\n')[0] ?? ''}).`);
    else if (ours.success !== theirs.success) failures.push(`${where}: ours ${ours.success ? 'passes' : 'fails'}, theirs ${theirs.success ? 'passes' : 'fails'}.`);
    if (typeof ours.figure === 'number' && theirs.figure !== null) {
      if (Math.abs(ours.figure - theirs.figure) <= 1e-9 * Math.max(1, Math.abs(theirs.figure))) add('figures equal');
      else failures.push(`${where}: ours ${ours.figure}, theirs ${theirs.figure}.`);
    }
    // A type fails for the column as a whole there.
    const difference = check.check === 'type' ? null : compareRows(where, ours, theirs.rows);
    if (difference === null) add('failing rows equal', theirs.rows.length);
    else failures.push(difference);
  }
}

/** Bare infinities are no JSON. */
function parseSuite(text: string): readonly unknown[] {
  return suiteSchema.parse(JSON.parse(text.replaceAll(/(?<=[\s[,])-?Infinity(?=[\s\],])/g, 'null'))).expectations;
}

/** Whether their stored suite, read and written again, is the suite they were given. */
async function comesBack(folder: string, suite: string, stored: string): Promise<boolean> {
  const [theirs, schema, again] = ['stored.json', 'stored-schema.json', 'again.json'].map((name) => join(folder, name));
  if (!theirs || !schema || !again) return false;
  writeFileSync(theirs, stored);
  await convert(theirs, schema, 'great-expectations', 'almanac');
  await convert(schema, again, 'almanac', 'great-expectations');
  return readFileSync(again, 'utf8') === suite;
}
