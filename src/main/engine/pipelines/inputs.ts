/** What a step gets of earlier ones. A foreach step brings several artifacts of one name, told apart as `name/value`. */
import type { Artifact, Artifacts } from '@shared/areas/pipelines';
import { readReference, type Step } from '@shared/areas/pipelineDefinition';

export function gatherInputs(step: Step, outputsOf: (step: string) => Artifacts | undefined): Readonly<Record<string, readonly Artifact[]>> {
  return Object.fromEntries(
    Object.entries(step.inputs).map(([name, reference]) => {
      const { step: source, output } = readReference(reference);
      const outputs = Object.entries(outputsOf(source) ?? {});
      return [name, outputs.filter(([key]) => key === output || key.startsWith(`${output}/`)).map(([, artifact]) => artifact)];
    }),
  );
}

/** Outputs of one value of a foreach step under names of their own. */
export function nameOutputs(outputs: Artifacts, item: string | null): Artifacts {
  return item === null ? outputs : Object.fromEntries(Object.entries(outputs).map(([name, artifact]) => [`${name}/${item}`, artifact]));
}
