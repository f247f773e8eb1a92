/** The cases that are no CSV, at the borders of the product that read such files: archives, schemas, settings, names that become files, patterns. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ProofResult } from '../proof';
import { proveArchives } from './hostileArchives';
import { proveDocuments } from './hostileDocuments';
import { openImportSession } from './importSession';
import { expectationsSchema } from './ownFiles';

const schemaFiles: readonly (readonly [file: string, format: string])[] = [
  ...['almanac', 'great-expectations', 'table-schema', 'pandera'].flatMap((format) => [['json_deep.json', format] as const, ['json_proto.json', format] as const]),
  ['yaml_bomb.yaml', 'pandera'],
];
const longestMs = 10_000;
const longestPatternMs = 100;
const longestNameBytes = 255;

interface Command {
  readonly exitCode: number | null;
  readonly output: unknown;
}

type RunCommand = (...args: readonly string[]) => Command;

export async function proveBorders(own: string, root: string): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-borders-'));
  const counts = { 'other cases': 0 };
  const run: RunCommand = (...args) => {
    counts['other cases']++;
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'out/main/cli.cjs'), ...args, '--json', '--quiet'], { cwd: folder, encoding: 'utf8', timeout: longestMs, env: { ...process.env, INIT_CWD: folder } });
    return { exitCode: status, output: stdout === '' ? null : JSON.parse(stdout) };
  };
  try {
    const documents = proveDocuments(['json_deep.json', 'json_proto.json'].map((name) => join(own, name)), [join(own, 'yaml_bomb.yaml')]);
    const archives = await proveArchives();
    const made = [documents, archives];
    return { counts: Object.assign(counts, ...made.map((each) => each.counts)) as Record<string, number>, failures: [...made.flatMap(({ failures }) => failures), ...provedSchemas(own, folder, run), ...(await provedArchives(own, counts)), ...provedNames(own, folder, run), ...provedPattern(own, folder, run)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const errorSchema = z.object({ error: z.object({ code: z.enum(['invalid-input', 'unreadable-file']), message: z.string().min(20) }) });

function provedSchemas(own: string, folder: string, run: RunCommand): string[] {
  return schemaFiles.flatMap(([file, format]) => {
    const output = join(folder, 'converted.json');
    const { exitCode, output: said } = run('schema', 'convert', join(own, file), output, '--from', format, '--to', 'almanac');
    const refused = exitCode === 2 && errorSchema.safeParse(said).success && !existsSync(output);
    return refused ? [] : [`${file} as ${format}: exit ${exitCode}, ${JSON.stringify(said)?.slice(0, 200)}`];
  });
}

/** Archives come in where data is imported; nothing of a hostile one may be written or stored. */
async function provedArchives(own: string, counts: { 'other cases': number }): Promise<string[]> {
  const session = openImportSession();
  try {
    const failures: string[] = [];
    for (const file of readdirSync(own).filter((name) => name.endsWith('.zip'))) {
      counts['other cases']++;
      const { report, error, cells } = await session.read(join(own, file));
      const refused = cells === null && (error?.code === 'unreadable-file' || error?.code === 'invalid-input' || report?.verdict === 'reject');
      if (!refused) failures.push(`${file}: ${error?.code ?? report?.verdict ?? ''}, not refused`);
    }
    return failures;
  } finally {
    await session.close();
  }
}

const writtenSchema = z.object({ written: z.array(z.string()) });

/** A dataset of that name is exported to a folder: every file must lie in it, under a name that any system can hold. */
function provedNames(own: string, folder: string, run: RunCommand): string[] {
  const expected = expectationsSchema.parse(JSON.parse(readFileSync(join(own, 'expect.json'), 'utf8')));
  writeFileSync(join(folder, 'shop.csv'), 'sku,n\nA,1\nB,2\n');
  return Object.entries(expected).flatMap(([file, { pname }]) => {
    if (pname === undefined) return [];
    const project = ['--project', join(folder, `project-${file}`)];
    const imported = run('import', 'shop.csv', '--name', pname.slice(0, 200), ...project);
    const id = z.object({ snapshot: z.string() }).safeParse(imported.output);
    if (!id.success) return [`${file}: not imported under that name: ${JSON.stringify(imported.output)}`];
    const out = join(folder, 'outer', file);
    mkdirSync(out, { recursive: true });
    const exported = writtenSchema.safeParse(run('export', id.data.snapshot, '--to', 'dvc', '-o', out, ...project).output);
    const outside = readdirSync(join(folder, 'outer')).filter((name) => !name.startsWith('name_'));
    const unsafe = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) => !path.split('/').every(isSafe));
    return exported.success && outside.length === 0 && unsafe.length === 0 ? [] : [`${file}: ${JSON.stringify({ exported: exported.success, outside, unsafe })}`];
  });
}

function isSafe(name: string): boolean {
  return Buffer.byteLength(name) <= longestNameBytes && !/[<>:"\\|?*\0-\x1f\u202a-\u202e\u2066-\u2069]|[. ]$/u.test(name) && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
}

const validatedSchema = z.object({ results: z.array(z.object({ failures: z.number() })) });

/** The pattern that takes a backtracking engine seconds: the check itself must answer at once. */
function provedPattern(own: string, folder: string, run: RunCommand): string[] {
  const { pattern, text } = z.object({ pattern: z.string(), text: z.string() }).parse(JSON.parse(readFileSync(join(own, 'regex_evil.json'), 'utf8')));
  writeFileSync(join(folder, 'evil.csv'), `text,n\n${text},1\nother,2\n`);
  const inferred = join(folder, 'inferred.json');
  run('schema', 'infer', 'evil.csv', '-o', inferred);
  const schema = z.looseObject({ checks: z.array(z.unknown()) }).parse(JSON.parse(readFileSync(inferred, 'utf8')));
  const timed = (used: string): number => {
    writeFileSync(join(folder, 'pattern.json'), JSON.stringify({ ...schema, checks: [{ check: 'pattern', column: 'text', args: { pattern: used } }] }));
    const startedAt = performance.now();
    const { output } = run('validate', 'evil.csv', '--schema', join(folder, 'pattern.json'));
    const results = validatedSchema.safeParse(output);
    return results.success ? performance.now() - startedAt : Number.POSITIVE_INFINITY;
  };
  const extraMs = Math.min(timed(pattern), timed(pattern)) - Math.min(timed('a+'), timed('a+'));
  return extraMs < longestPatternMs ? [] : [`regex_evil.json: ${Math.round(extraMs)} ms more than a plain pattern`];
}
