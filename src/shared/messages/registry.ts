/** What the engine says about registered models, promotions and the ledger. */
import type { Alias } from '../areas/registry';
import type { Task } from '../areas/tracking';

export const registryMessages = {
  modelName: (target: string, dataset: string, task: Task): string => `${target} of ${dataset}${task === 'timeseries' ? ', over time' : ''}`.replaceAll('@', ' at '),
  deleted: (run: number): string => `Run ${run} is in the trash. Restore it first, then promote it.`,
  unfinished: (run: number, state: string): string => `Run ${run} is ${state}, so its scores are not complete. Promote a finished run.`,
  noModel: (run: number): string => `Run ${run} has no stored model. Train it again, then promote it.`,
  alreadyHolds: (run: number, alias: Alias): string => `Run ${run} is the ${alias} already.`,
  championIsNoChallenger: (run: number): string => `Run ${run} is the champion, so it cannot stand against itself. Choose another run as challenger.`,
  holderStays: (run: number, alias: Alias): string => `Run ${run} is the ${alias} and cannot be deleted. Promote another run first.`,
  becameChampion: 'It became the champion, so no challenger stands against it now.',
  emptyReason: 'Say why, in a few words: the reason stays in the ledger.',
  nothingInOffice: (alias: Alias): string => `There is no ${alias} yet. Promote a run first.`,
  nothingBefore: (model: string, alias: Alias): string => `No version of "${model}" was ${alias} before this one, so there is nothing to go back to.`,
  unknownModel: (reference: string, names: readonly string[]): string => `There is no registered model "${reference}". ${names.length === 0 ? 'Promote a run, and its model is registered.' : `There are: ${names.join('; ')}.`}`,
  unknownVersion: (model: string, version: number): string => `"${model}" has no version ${version}. See them with the command ledger.`,
  noVersion: 'This run is no version of a registered model. Promote it first.',
  badName: 'Give the model a name without the sign @.',
  nameTaken: (name: string): string => `Another model is called "${name}" already. Choose another name.`,
  unknownGate: 'This evaluation of the gate is not known. It may belong to another project.',
  otherGate: (run: number): string => `This evaluation of the gate is about run ${run}. Evaluate the run that is to be promoted.`,
  staleGate: 'The champion has changed since this evaluation. Evaluate the run again.',
  rulesOrDocument: 'Give either a list of rules or a document of rules.',
  /** What travels through a shared folder. */
  sharing: {
    model: (name: string): string => `model ${name}`,
    version: (name: string, number: number): string => `${name}, version ${number}`,
    name: (name: string): string => `name of model ${name}`,
    gate: (verdict: string): string => `gate: ${verdict}`,
    decision: (name: string, kind: string): string => `ledger of ${name}: ${kind}`,
    alias: (alias: string, name: string): string => `${alias} of ${name}`,
    rules: 'rules of the gate',
    defaultRules: 'the rules a project starts with',
    ruleCount: (count: number): string => `${count} ${count === 1 ? 'rule' : 'rules'}`,
    nobody: 'nobody',
    run: (run: number, model: string): string => `run ${run}, ${model}`,
    baseline: (model: string): string => `baseline, ${model}`,
    gateLabel: 'gate',
    reason: 'reason',
    chosen: 'Chosen where two devices had decided differently.',
  },
} as const;
