/**
 * Proof: real peers read what Almanac writes, and agree. `--short` asks those CI has time for, `--long` all;
 * `npm run prove -- interop mlflow dvc` asks the named ones. Each peer's environment is made on demand; one that cannot
 * be installed is counted as skipped, with one plain line on standard error, never as passed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPythonPeer } from '../../bench/pythonPeer';
import { peerProofs } from './interop/index';
import type { PeerContext, PeerOutcome, PeerProof } from './interop/peerProof';
import type { ProofResult, ProofSettings } from './proof';

export async function prove({ mode, seed, only }: ProofSettings): Promise<ProofResult> {
  const unknown = only.filter((name) => !peerProofs.some((proof) => proof.name === name));
  if (unknown.length > 0) return { counts: {}, failures: [`There is no peer ${unknown.join(', ')}; there are: ${peerProofs.map(({ name }) => name).join(', ')}.`] };
  const chosen = peerProofs.filter(({ name, inShort }) => (only.length > 0 ? only.includes(name) : mode === 'long' || inShort));
  const totals = { peers: chosen.length, asked: 0, skipped: 0 };
  const counts: Record<string, number> = {};
  const failures: string[] = [];
  const sharedFolder = mkdtempSync(join(tmpdir(), 'almanac-interop-'));
  for (const proof of chosen) {
    const outcome = await ask(proof, { mode, seed, sharedFolder });
    if (outcome.skipped !== undefined) {
      process.stderr.write(`${proof.name} skipped: ${outcome.skipped}\n`);
      totals.skipped++;
      continue;
    }
    totals.asked++;
    for (const [what, count] of Object.entries(outcome.counts)) counts[`${proof.name}: ${what}`] = count;
    failures.push(...outcome.failures.map((failure) => `${proof.name}: ${failure}`));
  }
  rmSync(sharedFolder, { recursive: true, force: true });
  return { counts: { ...totals, ...counts }, failures };
}

async function ask({ name, peerList, run }: PeerProof, settings: Pick<PeerContext, 'mode' | 'seed' | 'sharedFolder'>): Promise<PeerOutcome> {
  const peer = peerList === null ? null : openPythonPeer(name, peerList);
  if (peerList !== null && !peer) return { counts: {}, failures: [], skipped: 'it could not be installed.' };
  const folder = mkdtempSync(join(tmpdir(), `almanac-${name}-`));
  try {
    const outcome = await run({ ...settings, folder, peer });
    const checked = Object.values(outcome.counts).reduce((sum, count) => sum + count, 0);
    return checked === 0 && outcome.failures.length === 0 && outcome.skipped === undefined ? { ...outcome, failures: ['nothing was compared.'] } : outcome;
  } catch (error) {
    return { counts: {}, failures: [error instanceof Error ? error.message : String(error)] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
