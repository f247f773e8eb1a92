/** Runs one proof: `npm run -s prove -- NAME [PART...] [--short|--long] [--seed N] [--json]`; exit 0 only when it holds. */
import { parseArgs } from 'node:util';
import { buildIfNewer } from './build.mjs';
import { loadNamed, print } from './longEvidence.mjs';

const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean' }, long: { type: 'boolean' }, seed: { type: 'string' }, json: { type: 'boolean' } },
  allowPositionals: true,
});
const [name, ...only] = positionals;
const seed = Number(values.seed ?? 1);
const prove = await loadNamed('scripts/prove', 'prove', name);
await buildIfNewer();
const { counts, failures } = await prove({ mode: values.long ? 'long' : 'short', seed, only });
const ok = failures.length === 0;

if (values.json) await print(JSON.stringify({ proof: name, seed, counts, failures, ok }));
else {
  for (const failure of failures) await print(`failed: ${failure}`);
  await print(`${name} (seed ${seed}): ${Object.entries(counts).map(([what, count]) => `${count} ${what}`).join(', ')}; ${ok ? 'holds' : `${failures.length} failures`}`);
}
process.exit(ok ? 0 : 1);
