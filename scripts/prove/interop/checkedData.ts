/** The data and the rules that peers of quality are asked about: the real file where it is here, else the shipped shop; rules that pass and rules that fail. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkSchema, storedSchemaSchema, type Check, type DataSchema } from '../../../src/shared/areas/qualitySchema';
import { almanac } from './peerProof';

const wish = join(process.cwd(), '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');
const shop = join(process.cwd(), 'resources/samples/summer-shop.csv');

export interface CheckedData {
  readonly name: string;
  readonly csv: string;
  readonly schema: DataSchema;
  readonly schemaFile: string;
  /** In the order of the schema's checks. */
  readonly results: readonly Verdict[];
  readonly success: boolean;
}

const verdictSchema = z.object({ check: z.string(), column: z.string().nullable(), severity: z.string(), success: z.boolean(), failures: z.number(), figure: z.number().nullish(), sample: z.array(z.object({ row: z.number(), line: z.number() })) });
export type Verdict = z.infer<typeof verdictSchema>;
const validationSchema = z.object({ success: z.boolean(), results: z.array(verdictSchema) });

/** Each data set twice: with the rules Almanac suggests, and with tighter ones that many rows break. */
export async function checkedData(folder: string): Promise<readonly CheckedData[]> {
  const checked: CheckedData[] = [];
  for (const [name, csv] of Object.entries({ ...(existsSync(wish) ? { wish } : {}), shop })) {
    const inferred = join(folder, `${name}.json`);
    await almanac(['schema', 'infer', csv, '-o', inferred, '--project', join(folder, 'project')], z.object({ written: z.string() }));
    const suggested = storedSchemaSchema.parse(JSON.parse(readFileSync(inferred, 'utf8')));
    for (const [kind, schema] of Object.entries({ suggested, tighter: tighten(suggested) })) {
      checked.push(await validated(folder, `${name}, ${kind} rules`, csv, schema));
    }
  }
  return checked;
}

/** The schema in a file, and what Almanac finds by it. */
export async function validated(folder: string, name: string, csv: string, schema: DataSchema): Promise<CheckedData> {
  const schemaFile = join(folder, `${name.replaceAll(/[^a-z]+/g, '-')}.json`);
  writeFileSync(schemaFile, JSON.stringify(schema));
  const { results, success } = await almanac(['validate', csv, '--schema', schemaFile, '--project', join(folder, 'project')], validationSchema, [0, 1]);
  return { name, csv, schema, schemaFile, results, success };
}

/** Bounds drawn inwards, sets cut, everything unique and present, patterns that some values break. Severity critical, so that each counts. */
function tighten(schema: DataSchema): DataSchema {
  const checks = schema.checks.map((check): Check => {
    const grave = { ...check, severity: 'critical' as const, mostly: 1 };
    const { min, max, values } = grave.args;
    if (grave.check === 'range' && typeof min === 'number' && typeof max === 'number') {
      const third = (max - min) / 3;
      return { ...grave, args: { ...grave.args, min: Math.round(min + third / 100), max: Math.round(max - third) } };
    }
    return grave.check === 'one-of' && Array.isArray(values) ? { ...grave, args: { values: values.slice(0, Math.max(1, Math.floor(values.length / 2))) } } : grave;
  });
  const more = schema.columns.flatMap(({ name, type }): Check[] => {
    const added = [checkSchema.parse({ check: 'not-null', column: name }), checkSchema.parse({ check: 'unique', column: name })];
    if (type === 'text' || type === 'id' || type === 'category') added.push(checkSchema.parse({ check: 'pattern', column: name, args: { pattern: '[A-Za-z0-9 ,._-]{1,40}' } }));
    return added.filter((check) => !checks.some((each) => each.column === name && each.check === check.check));
  });
  return { ...schema, checks: [...checks, ...more] };
}

/** The result of a rule; rules that follow from declared columns have results too. */
export function resultOf(results: readonly Verdict[], { check, column }: Check): Verdict | undefined {
  return results.find((result) => result.check === check && result.column === column);
}

/** Whether the peer found the rows we found: as many, and the first ones the same. Null where it did, else one sentence. */
export function compareRows(where: string, ours: Verdict, theirs: readonly number[]): string | null {
  const first = ours.sample.map(({ row }) => row);
  if (ours.failures === theirs.length && first.every((row, i) => row === theirs[i])) return null;
  return `${where}: ours ${ours.failures} rows (${first.slice(0, 5).join(', ')}), theirs ${theirs.length} (${theirs.slice(0, 5).join(', ')}).`;
}
