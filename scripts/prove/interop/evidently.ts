/** Evidently's drift preset on the halves of a table: the same method, verdict and score within 1e-6, column by column. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { driftMethodNameSchema, driftTypeSchema } from '@shared/areas/monitoring';
import { almanac, askPeer, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

const wish = '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv';
const shop = 'resources/samples/summer-shop.csv';

const oursSchema = z.object({
  dataset: z.object({ drifted: z.boolean(), share: z.number(), compared: z.number() }),
  columns: z.array(z.object({ column: z.string(), type: driftTypeSchema.nullable(), method: driftMethodNameSchema.nullable(), score: z.number().nullable(), threshold: z.number().nullable(), drifted: z.boolean(), reason: z.string().nullable() })),
});
const theirsSchema = z.object({ columns: z.record(z.string(), z.object({ method: z.string(), score: z.number(), threshold: z.number(), drifted: z.boolean() })) });

/** The peer's display names. */
const peerNames: Readonly<Record<string, string>> = {
  'K-S p_value': 'ks',
  'chi-square p_value': 'chisquare',
  'Z-test p_value': 'z',
  'Jensen-Shannon distance': 'jensenshannon',
  'Wasserstein distance (normed)': 'wasserstein',
  'Absolute text content drift': 'abs_text_content_drift',
  'Percentile text content drift': 'perc_text_content_drift',
};

const tolerance = 1e-6;
/** The texts' classifier visits rows in another order than the peer's. */
const textTolerance = 0.06;

export const evidently: PeerProof = { name: 'evidently', peerList: 'evidently', inShort: true, run };

async function run(context: PeerContext): Promise<PeerOutcome> {
  const source = existsSync(wish) ? wish : shop;
  const [head = [], ...rows] = Papa.parse<string[]>(readFileSync(source, 'utf8').replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
  const counts: Record<string, number> = {};
  const failures: string[] = [];
  // Half and half stays below 1,000 reference rows (tests), 70 to 30 goes beyond (distances).
  for (const [name, share] of [['half', 0.5], ['seventy', 0.7]] as const) {
    const cut = Math.floor(rows.length * share);
    const [reference, current] = [join(context.folder, `${name}-reference.csv`), join(context.folder, `${name}-current.csv`)];
    writeFileSync(reference, Papa.unparse([head, ...rows.slice(0, cut)]));
    writeFileSync(current, Papa.unparse([head, ...rows.slice(cut)]));
    const ours = await almanac(['drift', '--reference', reference, '--current', current, '--project', join(context.folder, name)], oursSchema);
    const compared = ours.columns.filter(({ method }) => method !== null);
    const types = Object.fromEntries(compared.map(({ column, type }) => [column, type]));
    const theirs = await askPeer(context, 'driftPreset.py', { reference, current, types, texts: context.mode === 'long' }, theirsSchema, 600_000);
    for (const column of compared) {
      const peer = theirs.columns[column.column];
      if (column.type === 'text' && context.mode === 'short') continue;
      const reason = peer ? difference(column, peer) : 'the peer gives no answer';
      if (reason !== null) failures.push(`${name}, ${column.column}: ${reason}.`);
      counts[`${name} ${column.type === 'text' ? 'texts near' : 'columns equal'}`] = (counts[`${name} ${column.type === 'text' ? 'texts near' : 'columns equal'}`] ?? 0) + (reason === null ? 1 : 0);
    }
    if (compared.length === 0) failures.push(`${name}: nothing was compared.`);
  }
  return { counts, failures };
}

/** Null where both agree. Of texts only the method and, loosely, the score: their verdict may flip with the score. */
function difference(ours: z.infer<typeof oursSchema>['columns'][number], peer: z.infer<typeof theirsSchema>['columns'][string]): string | null {
  const method = peerNames[peer.method] ?? peer.method;
  if (method !== ours.method) return `the peer chooses ${peer.method}, we ${ours.method ?? 'nothing'}`;
  const score = ours.score ?? NaN;
  if (ours.type === 'text') return Math.abs(score - peer.score) <= textTolerance ? null : `the peer scores ${peer.score}, we ${score}`;
  if (!(Math.abs(score - peer.score) <= Math.max(tolerance, tolerance * Math.abs(peer.score)))) return `the peer scores ${peer.score}, we ${score}`;
  if (ours.threshold !== peer.threshold) return `the peer's threshold is ${peer.threshold}, ours ${ours.threshold ?? 'none'}`;
  return ours.drifted === peer.drifted ? null : `the peer says ${peer.drifted ? 'drift' : 'no drift'}, we the opposite`;
}
