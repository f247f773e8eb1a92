/**
 * Pandera reads our exported schema and finds the same failing rows, rule by rule; schemas written by hand in each of its dialects
 * mean the same here as there; what it writes back is what we gave; and single requests are answered as it answers them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { columnsOf, storedSchemaSchema, type Check, type DataSchema } from '../../../src/shared/areas/qualitySchema';
import { checkedData, compareRows, validated, type CheckedData, type Verdict } from './checkedData';
import { dialects, everyPanderaRule, roundTripSchema } from './panderaRules';
import { mostOrdered, randomRequests } from './panderaRequests';
import { almanac, askPeer, runProgram, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

const answerSchema = z.object({ success: z.boolean(), failures: z.array(z.object({ column: z.string(), check: z.string(), rows: z.array(z.number()) })) });
type Answer = z.infer<typeof answerSchema>;
const convertedSchema = z.object({ notExpressible: z.array(z.string()) });

/** What Pandera calls a rule of ours in its table of failures. Empty for what it cannot say. */
function namesOf({ check, args }: Check): readonly string[] {
  const pattern = args['where'] === 'anywhere' && check === 'pattern' ? 'str_contains' : 'str_matches';
  const below = args['strictMax'] === true ? 'less_than' : 'less_than_or_equal_to';
  const above = args['strictMin'] === true ? 'greater_than' : 'greater_than_or_equal_to';
  const range = 'min' in args && 'max' in args ? 'in_range' : 'min' in args ? above : below;
  const names: Readonly<Record<string, readonly string[]>> = {
    type: ['coerce_dtype', 'dtype'],
    'not-null': ['not_nullable'],
    unique: ['field_uniqueness'],
    'unique-together': ['multiple_fields_uniqueness'],
    range: [range],
    equal: ['equal_to'],
    'not-equal': ['not_equal_to'],
    'one-of': ['isin'],
    'not-one-of': ['notin'],
    'distinct-equals': ['unique_values_eq'],
    pattern: [pattern],
    'not-pattern': [pattern],
    patterns: [pattern],
    'not-patterns': ['str_matches'],
    'starts-with': ['str_startswith'],
    'ends-with': ['str_endswith'],
    length: ['str_length'],
  };
  return names[check] ?? [];
}

export const pandera: PeerProof = { name: 'pandera', peerList: 'pandera', inShort: true, run };

async function run(context: PeerContext): Promise<PeerOutcome> {
  const failures: string[] = [];
  const counts = { 'data sets': 0, 'kinds of checks': 0, 'rules compared': 0, 'failing rows equal': 0, 'rules it cannot say': 0, 'dialects that mean the same': 0, 'schemas that came back equal': 0, 'requests answered alike': 0 };
  const kinds = new Set<string>();
  const given = await checkedData(context.folder);
  const suggested = given.filter(({ name }) => name.endsWith('suggested rules'));
  const whole: CheckedData[] = [];
  for (const { name, csv, schema } of suggested) whole.push(await validated(context.folder, name.replace('suggested', 'all'), csv, everyPanderaRule(schema)));
  for (const data of [...given, ...whole]) {
    const { text, notExpressible } = await convert(context.folder, readFileSync(data.schemaFile, 'utf8'), 'almanac', 'pandera');
    const answer = await askPeer(context, 'askPandera.py', { csv: data.csv, schema: text, columns: data.schema.columns }, answerSchema);
    counts['data sets']++;
    counts['rules it cannot say'] += notExpressible.length;
    compare(data, answer, counts, kinds, failures);
  }
  for (const { name, csv, schema } of suggested) counts['dialects that mean the same'] += await compareDialects(context, name, csv, schema, counts, failures);
  if (await comesBack(context)) counts['schemas that came back equal']++;
  else failures.push('What Pandera wrote again is another schema here.');
  counts['requests answered alike'] = await compareRequests(context, context.mode === 'long' ? 20_000 : 1000, failures);
  return { counts: { ...counts, 'kinds of checks': kinds.size }, failures };
}

async function convert(folder: string, text: string, from: string, to: string): Promise<{ readonly text: string; readonly notExpressible: readonly string[] }> {
  const [source, target] = [join(folder, 'from.txt'), join(folder, 'to.txt')];
  writeFileSync(source, text);
  const { notExpressible } = await almanac(['schema', 'convert', source, target, '--from', from, '--to', to], convertedSchema);
  return { text: readFileSync(target, 'utf8'), notExpressible };
}

/** The schema's own checks are the last results. */
function compare({ name, schema, results }: Pick<CheckedData, 'name' | 'schema' | 'results'>, answer: Answer, counts: Record<string, number>, kinds: Set<string>, failures: string[]): void {
  for (const [i, check] of schema.checks.entries()) {
    const ours = results[results.length - schema.checks.length + i];
    const where = `${name}: ${columnsOf(check).join(', ')} ${check.check}`;
    if (!ours || check.mostly < 1 || !check.enabled || check.condition !== undefined || namesOf(check).length === 0) continue;
    counts['rules compared'] = (counts['rules compared'] ?? 0) + 1;
    kinds.add(check.check);
    const difference = compareOne(where, check, ours, answer);
    if (difference === null) counts['failing rows equal'] = (counts['failing rows equal'] ?? 0) + ours.failures;
    else failures.push(difference);
  }
}

function compareOne(where: string, check: Check, ours: Verdict, { failures }: Answer): string | null {
  const theirs = failures.filter((failure) => columnsOf(check).includes(failure.column) && namesOf(check).includes(failure.check));
  // A warning is no failure there, and repeated values that are missing are not told.
  if (check.severity !== 'critical') return theirs.length === 0 ? null : `${where}: theirs fails a warning.`;
  if (check.check === 'distinct-equals') return ours.success === (theirs.length === 0) ? null : `${where}: ours ${ours.success ? 'passes' : 'fails'}, theirs not.`;
  return compareRows(where, ours, [...new Set(theirs.flatMap(({ rows }) => rows))].sort((a, b) => a - b));
}

/** Each means the same here, and finds what Pandera finds by it. */
async function compareDialects(context: PeerContext, name: string, csv: string, { columns }: DataSchema, counts: Record<string, number>, failures: string[]): Promise<number> {
  const read: string[] = [];
  for (const [dialect, document] of Object.entries(dialects)) {
    const text = stringify(document);
    const { text: own, notExpressible } = await convert(context.folder, text, 'pandera', 'almanac');
    const schema = storedSchemaSchema.parse(JSON.parse(own));
    const { results } = await validated(context.folder, `${name} ${dialect}`, csv, schema);
    const answer = await askPeer(context, 'askPandera.py', { csv, schema: text, columns: columns.filter((column) => schema.columns.some((each) => each.name === column.name)) }, answerSchema);
    compare({ name: `${name}, ${dialect}`, schema, results }, answer, counts, new Set(), failures);
    if (notExpressible.length > 0) failures.push(`${dialect}: left out ${notExpressible.join(' ')}`);
    read.push(own);
  }
  if (new Set(read).size > 1) failures.push(`${name}: the dialects are read as different schemas.`);
  return new Set(read).size === 1 ? read.length : 0;
}

async function comesBack(context: PeerContext): Promise<boolean> {
  const { text } = await convert(context.folder, JSON.stringify(roundTripSchema), 'almanac', 'pandera');
  const { written } = await askPeer(context, 'askPandera.py', { schema: text }, z.object({ written: z.string() }));
  const back = storedSchemaSchema.parse(JSON.parse((await convert(context.folder, written, 'pandera', 'almanac')).text));
  return canonical(back) === canonical(roundTripSchema);
}

/** Order of the checks and of their arguments says nothing. */
function canonical(schema: DataSchema): string {
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map(sorted) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)])) : value);
  return JSON.stringify(sorted({ ...schema, checks: schema.checks.map((check) => JSON.stringify(sorted(check))).sort() }));
}

const requestAnswerSchema = z.looseObject({ error: z.unknown().optional(), passes: z.boolean().optional(), valid: z.boolean().optional(), failure_cases: z.array(z.unknown()).optional(), columns: z.array(z.string()).optional() });

async function compareRequests(context: PeerContext, count: number, failures: string[]): Promise<number> {
  const requests = randomRequests(context.seed, count);
  const file = join(context.folder, 'requests.jsonl');
  writeFileSync(file, requests.map((request) => `${JSON.stringify(request)}\n`).join(''));
  const { output } = await runProgram('sh', ['-c', '"$1" "$2" check --stdin < "$3"', 'sh', process.execPath, join(process.cwd(), 'out/main/cli.cjs'), file]);
  const ours = output.split('\n').filter((line) => line !== '').map((line) => requestAnswerSchema.parse(JSON.parse(line)));
  const theirs = await askPeer(context, 'askPandera.py', { requests }, z.array(requestAnswerSchema));
  let alike = 0;
  for (const [i, request] of requests.entries()) {
    const [a, b] = [ours[i], theirs[i]];
    if (a && b && isAlike(a, b)) alike++;
    else failures.push(`${JSON.stringify(request)}: ours ${JSON.stringify(a)?.slice(0, 600) ?? 'nothing'}, theirs ${JSON.stringify(b)?.slice(0, 600) ?? 'nothing'}.`);
  }
  return alike;
}

function isAlike(ours: z.infer<typeof requestAnswerSchema>, theirs: z.infer<typeof requestAnswerSchema>): boolean {
  if (theirs.error !== undefined || ours.error !== undefined) return theirs.error !== undefined && ours.error !== undefined;
  // Whether true stays true or becomes 1 beside numbers of other columns is a matter of how pandas joins them.
  const plain = (_: string, value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);
  const text = (cases: readonly unknown[] = []): string[] => cases.map((each) => JSON.stringify(typeof each === 'object' && each !== null ? Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)) : each, plain));
  const [own, other] = [text(ours.failure_cases), text(theirs.failure_cases)];
  const isOrdered = other.length <= mostOrdered || theirs.passes !== undefined;
  const cases = isOrdered ? own.join() === other.join() : own.sort().join() === other.sort().join();
  return cases && ours.passes === theirs.passes && ours.valid === theirs.valid && (theirs.columns === undefined || theirs.columns.join() === ours.columns?.join());
}
