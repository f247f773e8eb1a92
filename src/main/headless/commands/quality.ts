/** schema infer, validate. */
import { basename, parse } from 'node:path';
import type { CheckResult, Reference } from '@shared/areas/quality';
import { storedSchemaSchema } from '@shared/areas/qualitySchema';
import { subjectOf } from '@shared/messages/checks';
import { schemaFormats } from '@shared/areas/interopSchemas';
import { convertSchema } from '../../engine/interop/schemas';
import { argument, resolvePath, saveOutput, usageError, type Command, type Connection } from './command';
import { readDocument, readJsonDocument, writeDocument } from './documents';
import { findSnapshot } from './references';
import { formatTable } from './table';

export const schemaInferCommand: Command = {
  name: 'schema infer',
  usage: 'schema infer SNAPSHOT -o FILE',
  options: { output: { type: 'string', short: 'o' } },
  async run(context) {
    const connection = await context.connect();
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const path = context.options.path('output');
    if (path === undefined) throw usageError('-o FILE is needed.');
    const schema = await connection.client.call('quality.inferSchema', { snapshotId: snapshot.id });
    writeDocument(path, `${JSON.stringify(schema, null, 2)}\n`);
    return { json: { written: path, checks: schema.checks.length, notExpressible: [] }, text: `Wrote ${schema.checks.length} checks to ${path}.` };
  },
};

export const schemaConvertCommand: Command = {
  name: 'schema convert',
  usage: `schema convert IN OUT --from F --to F (F: ${schemaFormats.join(', ')})`,
  options: { from: { type: 'string' }, to: { type: 'string' } },
  run(context) {
    const [from, to] = ['from', 'to'].map((name) => context.options.choice(name, schemaFormats));
    if (!from || !to) throw usageError('--from and --to are needed.');
    const input = resolvePath(argument(context, 0, 'the schema to read'));
    const output = resolvePath(argument(context, 1, 'the file to write'));
    const { text, notExpressible } = convertSchema(readDocument(input, 'schema'), from, to);
    writeDocument(output, text);
    return Promise.resolve({ json: { written: output, notExpressible }, text: [`Wrote ${output}.`, ...notExpressible.map((sentence) => `Not said there: ${sentence}`)].join('\n') });
  },
};

export const validateCommand: Command = {
  name: 'validate',
  usage: 'validate SNAPSHOT [--schema FILE] [--reference OTHER...] [--docs OUT.html]',
  options: { schema: { type: 'string' }, docs: { type: 'string' }, reference: { type: 'string', multiple: true } },
  async run(context) {
    const connection = await context.connect();
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot'));
    const schemaPath = context.options.text('schema');
    const schema = schemaPath === undefined ? undefined : readJsonDocument(resolvePath(schemaPath), 'schema', storedSchemaSchema);
    const references = await readReferences(connection, context.options.list('reference'));
    const validation = await connection.runJob('quality.validate', { snapshotId: snapshot.id, schema, references });
    const docs = context.options.path('docs');
    const written = docs === undefined ? null : await saveOutput(connection, await connection.runJob('quality.document', { snapshotId: snapshot.id }), docs);
    const results = validation.results.map(({ check, column, columns, severity, success, failures, considered, missing, sample, observed, figure, rule, error }) => ({ check, column, columns, severity, success, failures, considered, missing, sample, observed, figure, rule, error }));
    return {
      json: { success: validation.success, statistics: validation.statistics, results, ...(written && { docs: written }) },
      text: [
        `${validation.statistics.passed} of ${validation.statistics.checks} checks pass.`,
        formatTable(
          ['column', 'rule', 'severity', 'rows failing', 'first'],
          results.filter(({ success }) => !success).map((result) => [subjectOf(result), result.rule, result.severity, String(result.failures), firstFailure(result).slice(0, 60)]),
        ),
        ...(written ? [`The document: ${written.written}`] : []),
      ].join('\n'),
      exitCode: validation.success ? 0 : 1,
    };
  },
};

/** A check may name another table as it is given here, by its file's name with or without the ending, or by its dataset. */
async function readReferences(connection: Connection, given: readonly string[]): Promise<Reference[]> {
  const references: Reference[] = [];
  for (const name of given) {
    const { id, datasetName } = await findSnapshot(connection, name);
    references.push({ names: [...new Set([name, basename(name), parse(name).name, datasetName])], snapshotId: id });
  }
  return references;
}

/** The first failing row, else what was found, else why the check could not be run. */
function firstFailure({ sample: [first], observed, error }: Pick<CheckResult, 'sample' | 'observed' | 'error'>): string {
  if (error) return error.message;
  return first ? `line ${first.line}: ${String(first.value)}` : (observed ?? '');
}
