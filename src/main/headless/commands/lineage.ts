/** lineage: where a thing comes from, and what was made of it. */
import { lineageDirections, type LineageNode } from '@shared/areas/lineage';
import { EngineError } from '@shared/contract/errors';
import { argument, type Command, type Connection } from './command';
import { findRun, findSnapshot } from './references';
import { formatTable } from './table';

interface Thing {
  readonly kind: string;
  readonly id: string;
}

export const lineageCommand: Command = {
  name: 'lineage',
  usage: 'lineage SNAPSHOT|RUN|KIND:ID [--direction back|forward|both], KIND such as snapshot, source, race, run, version, forecast, report',
  options: { direction: { type: 'string' } },
  async run(context) {
    const direction = context.options.choice('direction', lineageDirections) ?? 'both';
    const reference = argument(context, 0, 'a snapshot, a run, or KIND:ID');
    const connection = await context.connect();
    const thing = await findThing(connection, reference);
    const lineage = await connection.client.call('project.lineage', { ...thing, direction });
    const nameOf = new Map(lineage.nodes.map((node) => [keyOf(node), node.title]));
    const origins = (node: LineageNode): string => lineage.edges.filter(({ from }) => keyOf(from) === keyOf(node)).map(({ to, label }) => `${label} ${nameOf.get(keyOf(to)) ?? ''}`).join(', ');
    return {
      json: { root: thing, ...lineage },
      text: [
        formatTable(['kind', 'name', 'marks', 'made of', 'id'], lineage.nodes.map((node) => [node.kind, node.title, node.marks.join(', '), origins(node), node.id.slice(0, 12)])),
        ...(lineage.leftOut > 0 ? [`${lineage.leftOut} more are left out.`] : []),
      ].join('\n'),
    };
  },
};

function keyOf({ kind, id }: Thing): string {
  return `${kind} ${id}`;
}

const prefixed = /^(snapshot|source|rows|race|run|version|forecast|seriesForecast|report):(.+)$/s;

/** A number or what the registry knows is a run; else a snapshot as everywhere, and a run where there is no such data. */
async function findThing(connection: Connection, reference: string): Promise<Thing> {
  const [, kind, name = ''] = prefixed.exec(reference) ?? [];
  switch (kind) {
    case 'snapshot':
    case 'source':
    case 'rows':
      return { kind, id: (await findSnapshot(connection, name)).id };
    case 'run':
    case 'version':
      return { kind, id: (await findRun(connection, name)).id };
    case undefined:
      return findUnprefixed(connection, reference);
    default:
      return { kind, id: name };
  }
}

async function findUnprefixed(connection: Connection, reference: string): Promise<Thing> {
  if (/^\d{1,6}$|@?(champion|challenger)$|^best$/.test(reference)) return { kind: 'run', id: (await findRun(connection, reference)).id };
  try {
    return { kind: 'snapshot', id: (await findSnapshot(connection, reference)).id };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'not-found') throw error;
    return { kind: 'run', id: (await findRun(connection, reference)).id };
  }
}
