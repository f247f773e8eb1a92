/** Whether a definition can run: every input is there, of the right type, and made by an earlier step. Pure. */
import { predecessorsOf, readReference, type PipelineDefinition, type Step } from '@shared/areas/pipelineDefinition';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages } from '@shared/messages/pipelines';
import { stepDefinitions } from './steps';
import { faultOfCron } from '../jobs';

const words = pipelineMessages.refused;

/** Throws `invalid-input` naming the step that is wrong. */
export function checkDefinition({ steps, triggers }: PipelineDefinition): void {
  const earlier = new Map<string, Step>();
  for (const step of steps) {
    const fault = earlier.has(step.name) ? words.duplicateStep(step.name) : faultOfStep(step, earlier);
    if (fault !== null) throw new EngineError('invalid-input', fault, { step: step.name });
    earlier.set(step.name, step);
  }
  const fault = triggers.schedule && faultOfCron(triggers.schedule);
  if (triggers.schedule && fault) throw new EngineError('invalid-input', words.cron(triggers.schedule.cron, fault), { cron: triggers.schedule.cron });
}

function faultOfStep(step: Step, earlier: ReadonlyMap<string, Step>): string | null {
  const absent = predecessorsOf(step).find((name) => !earlier.has(name));
  if (absent !== undefined) return words.noSuchStep(step.name, absent);
  return faultOfInputs(step, earlier) ?? faultOfParameters(step);
}

function faultOfInputs(step: Step, earlier: ReadonlyMap<string, Step>): string | null {
  const { inputs } = stepDefinitions[step.kind];
  const missing = Object.entries(inputs).find(([name, port]) => port.optional !== true && !Object.hasOwn(step.inputs, name));
  if (missing) return words.missingInput(step.name, missing[0]);
  for (const [name, reference] of Object.entries(step.inputs)) {
    const port = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (!port) return words.unknownInput(step.name, name, Object.keys(inputs));
    const { step: source, output } = readReference(reference);
    const found = earlier.get(source);
    const outputs = found ? stepDefinitions[found.kind].outputs : {};
    const type = Object.hasOwn(outputs, output) ? outputs[output] : undefined;
    if (type === undefined) return words.noSuchOutput(step.name, source, output, Object.keys(outputs));
    if (!port.types.includes(type)) return words.wrongType(step.name, name, type, port.types);
  }
  return null;
}

function faultOfParameters(step: Step): string | null {
  const { faultOf } = stepDefinitions[step.kind];
  if (step.foreach === undefined) return wrap(step, faultOf(step.parameters));
  const values = itemsOf(step);
  if (values.length === 0) return words.foreach(step.name, step.foreach);
  for (const { parameters } of values) {
    const fault = faultOf(parameters);
    if (fault !== null) return wrap(step, fault);
  }
  return null;
}

function wrap(step: Step, fault: string | null): string | null {
  return fault === null ? null : words.parameters(step.name, fault);
}

export interface StepItem {
  /** The value as people read it; null for a step that runs once. */
  readonly item: string | null;
  readonly parameters: Step['parameters'];
}

/** What a step runs: once, or once for each value of its list. */
export function itemsOf(step: Step): readonly StepItem[] {
  if (step.foreach === undefined) return [{ item: null, parameters: step.parameters }];
  const list = Object.hasOwn(step.parameters, step.foreach) ? step.parameters[step.foreach] : undefined;
  if (!Array.isArray(list)) return [];
  return list.map((value) => ({ item: typeof value === 'string' ? value : JSON.stringify(value), parameters: { ...step.parameters, [step.foreach ?? '']: value } }));
}
