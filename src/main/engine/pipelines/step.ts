/** What a kind of step is: typed inputs and outputs, parameters with a validator, work, and the same as a command line. */
import type { z } from 'zod';
import type { Artifact, Artifacts, Saying, Source } from '@shared/areas/pipelines';
import type { ArtifactType, StepKind } from '@shared/areas/pipelineDefinition';
import type { Progress } from '@shared/contract/frames';
import type { Datasets } from '../datasets';
import type { Forecasting } from '../forecasting';
import type { CallContext } from '../kernel/area';
import type { Interop } from '../interop';
import type { Files } from '../kernel/files';
import type { Monitoring } from '../monitoring';
import type { Quality } from '../quality';
import type { Registry } from '../registry';
import type { Reports } from '../reports';
import type { BlobStore } from '../storage/blobStore';
import type { Tracking } from '../tracking';

/** The areas to the left: steps do their work through them and keep nothing of their own. */
export interface StepAreas {
  readonly files: Files;
  readonly blobs: BlobStore;
  readonly datasets: Datasets;
  readonly quality: Quality;
  readonly tracking: Tracking;
  readonly registry: Registry;
  readonly forecasting: Forecasting;
  readonly reports: Reports;
  readonly monitoring: Monitoring;
  readonly interop: Interop;
}

/** What an answer of a person was, once there is one. */
export interface Decision {
  readonly answer: 'approve' | 'refuse';
  readonly reason: string;
}

/** What is known of a step before it runs. */
export interface StepFacts<P = unknown> {
  readonly areas: StepAreas;
  readonly dataset: string;
  readonly seed: number;
  readonly source: Source;
  readonly parameters: P;
  /** Artifacts by input; several where they come from a foreach step. */
  readonly inputs: Readonly<Record<string, readonly Artifact[]>>;
}

export interface StepContext<P = unknown> extends StepFacts<P> {
  /** The same for the same step of the same run until it fails or is cancelled, so that stores find half-done work after a crash. */
  readonly jobId: string;
  readonly pipelineRun: { readonly pipeline: string; readonly id: string };
  readonly decision: Decision | null;
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

export type StepResult =
  | { readonly state: 'done'; readonly outputs: Artifacts; readonly said?: Saying }
  /** A verdict that ends the run, such as data that fails a critical check. */
  | { readonly state: 'refused'; readonly said: Saying }
  /** A person has to decide first. */
  | { readonly state: 'waiting'; readonly said: Saying };

export interface InputPort {
  readonly types: readonly ArtifactType[];
  readonly optional?: true;
}

/** The same work as one call of the command line; `{file}` and `{output}` stand for a data file and a folder for results. */
export interface CommandLine {
  readonly arguments: readonly string[];
  /** Files it writes, inside `{output}`. */
  readonly writes: readonly string[];
}

/** A kind as its file writes it, with the type its parameters have once they are checked. */
export interface TypedStep<P> {
  readonly kind: StepKind;
  /** Raised when the same inputs would give other outputs; part of every key. */
  readonly version: number;
  readonly inputs: Readonly<Record<string, InputPort>>;
  readonly outputs: Readonly<Record<string, ArtifactType>>;
  readonly parameters: z.ZodType<P>;
  /** What else of the project decides the result, such as roles of columns: part of the key. */
  readonly reads?: (facts: StepFacts<P>, signal: AbortSignal) => unknown;
  /** False where what was made before no longer stands, such as a run that is in the trash. */
  readonly stands?: (facts: StepFacts<P>, outputs: Artifacts) => boolean | Promise<boolean>;
  readonly run: (context: StepContext<P>) => Promise<StepResult>;
  /** Null where the command line has no such step, as with approval, which is a wait. */
  readonly commandOf: (step: CommandFacts<P>) => CommandLine | null;
}

export interface CommandFacts<P> {
  readonly dataset: string;
  readonly seed: number;
  readonly parameters: P;
}

/** The same with raw parameters, checked whenever they are used: what the registry holds. */
export interface StepDefinition extends Omit<TypedStep<unknown>, 'parameters' | 'reads' | 'stands'> {
  /** What is wrong with the parameters, or null. */
  readonly faultOf: (parameters: unknown) => string | null;
  /** With defaults filled in: the form that goes into keys. */
  readonly fill: (parameters: unknown) => unknown;
  readonly reads: (facts: StepFacts, signal: AbortSignal) => unknown;
  readonly stands: (facts: StepFacts, outputs: Artifacts) => Promise<boolean>;
}

export function defineStep<P>(step: TypedStep<P>): StepDefinition {
  const typed = <F extends { readonly parameters: unknown }>(facts: F): Omit<F, 'parameters'> & { readonly parameters: P } => ({ ...facts, parameters: step.parameters.parse(facts.parameters) });
  return {
    kind: step.kind,
    version: step.version,
    inputs: step.inputs,
    outputs: step.outputs,
    faultOf(parameters) {
      const parsed = step.parameters.safeParse(parameters);
      const issue = parsed.error?.issues[0];
      return issue ? `${issue.path.join('.')}${issue.path.length > 0 ? ': ' : ''}${issue.message}` : null;
    },
    fill: (parameters) => step.parameters.parse(parameters),
    reads: (facts, signal) => step.reads?.(typed(facts), signal) ?? null,
    stands: async (facts, outputs) => (await step.stands?.(typed(facts), outputs)) ?? true,
    run: (context) => step.run(typed(context)),
    commandOf: (facts) => step.commandOf(typed(facts)),
  };
}

/** The one artifact of an input that must be there: the definition was checked, so anything else is a fault of ours. */
export function only(inputs: StepFacts['inputs'], name: string): Artifact {
  const [artifact] = inputs[name] ?? [];
  if (!artifact) throw new Error(`The input ${name} is missing.`);
  return artifact;
}

/** A context for handlers of areas to the left. */
export function jobContextOf(context: Pick<StepContext, 'jobId' | 'signal' | 'report'>): CallContext & { readonly jobId: string; readonly resumed: boolean } {
  return { jobId: context.jobId, resumed: false, signal: context.signal, report: (progress) => context.report(progress) };
}
