/** Identity of a step's work: the same key means the same outputs, whenever and in whichever run they were made. */
import { z } from 'zod';
import type { Artifact } from '@shared/areas/pipelines';
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import type { StepDefinition, StepFacts } from './step';

/** Parts of a key, each as a hash or a small value, kept beside the result so that a plan can say which one changed. */
export const keyPartsSchema = z.object({
  kind: z.string(),
  version: z.number(),
  parameters: z.string(),
  inputs: z.record(z.string(), z.array(z.string())),
  reads: z.string(),
  seed: z.number(),
});
export type KeyParts = z.infer<typeof keyPartsSchema>;

export async function keyPartsOf(definition: StepDefinition, facts: StepFacts, signal: AbortSignal): Promise<KeyParts> {
  return {
    kind: definition.kind,
    version: definition.version,
    parameters: canonicalJson(definition.fill(facts.parameters)),
    inputs: Object.fromEntries(Object.entries(facts.inputs).map(([name, artifacts]) => [name, hashesOf(artifacts)])),
    reads: sha256Hex(canonicalJson((await definition.reads(facts, signal)) ?? null)),
    seed: facts.seed,
  };
}

export function keyOf(parts: KeyParts): string {
  return sha256Hex(canonicalJson(parts));
}

function hashesOf(artifacts: readonly Artifact[]): string[] {
  return artifacts.map(({ hash }) => hash);
}
