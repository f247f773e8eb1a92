/**
 * Proof: sync through a folder loses nothing and ends equal. First simulated devices against an adversary, then two real
 * engine processes with kill -9 at random moments.
 */
import { createRandom } from '@engine/math';
import type { ProofResult, ProofSettings } from './proof';
import { proveProcesses } from './sync/processes';
import { likelySteps, simulate, type Step } from './sync/simulation';

const rounds = { short: 10, long: 50 } as const;
const runs = { short: 120, long: 5000 } as const;

export async function prove({ mode, seed, only }: ProofSettings): Promise<ProofResult> {
  const parts = [
    { name: 'simulation', run: () => proveSimulation(seed, runs[mode]) },
    { name: 'processes', run: () => proveProcesses(seed, rounds[mode]) },
  ].filter(({ name }) => only.length === 0 || only.includes(name));
  const results = [];
  for (const { run } of parts) results.push(await run());
  return { counts: Object.assign({}, ...results.map(({ counts }) => counts)) as Record<string, number>, failures: results.flatMap(({ failures }) => failures) };
}

async function proveSimulation(seed: number, wanted: number): Promise<ProofResult> {
  const counts = { runs: 0, devices: 0, things: 0, crashes: 0, questions: 0, files: 0 };
  const failures: string[] = [];
  for (let run = 0; run < wanted && failures.length < 5; run++) {
    const random = createRandom(seed * 100_003 + run);
    const steps: Step[] = Array.from({ length: 15 + random.integer(60) }, () => ({ kind: likelySteps[random.integer(likelySteps.length)] ?? 'sync', actor: random.integer(8), seed: random.integer(0x10000) }));
    const result = await simulate(2 + random.integer(3), steps);
    counts.runs += 1;
    for (const [name, count] of Object.entries(result.counts) as [keyof typeof result.counts, number][]) counts[name] += count;
    failures.push(...result.failures.map((failure) => `run ${run}: ${failure}`));
  }
  return { counts, failures };
}
