/** Runs one benchmark: `npm run -s bench -- NAME [--rows N] [--models a,b] [--json]`. */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildIfNewer } from './build.mjs';
import { loadNamed, print } from './longEvidence.mjs';

const { values, positionals } = parseArgs({ options: { rows: { type: 'string' }, models: { type: 'string' }, json: { type: 'boolean' } }, allowPositionals: true });
const name = positionals[0];
const run = await loadNamed('bench', 'run', name);
await buildIfNewer();
const results = await run({ ...(values.rows !== undefined && { rows: Number(values.rows) }), ...(values.models !== undefined && { models: values.models.split(',') }) });
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;

if (values.json) await print(JSON.stringify({ bench: name, machine, results }));
else {
  await print(machine);
  for (const { name: row, size, ours, peer, peerName, peerVersion, ratio, unit } of results) {
    const beside = peerName === '' ? '' : peer === null ? `; ${peerName} is not here` : `; ${[peerName, peerVersion].filter((word) => word !== '').join(' ')} ${round(peer)} ${unit}, ratio ${round(ratio)}`;
    await print(`${row} (${size}): ours ${round(ours)} ${unit}${beside}`);
  }
}
process.exit(0);

function round(value) {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}
