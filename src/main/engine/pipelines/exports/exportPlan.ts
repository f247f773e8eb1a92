/**
 * A pipeline as a chain of calls of the command line, the form that every orchestrator's export is written from. Steps that
 * write to the project follow one another, because a project has one writer; the fits of a race fan out, each in a copy
 * of the project on its own worker, and meet in a shared folder.
 */
import type { ModelKind } from '@shared/areas/tracking';
import type { PipelineDefinition, Step } from '@shared/areas/pipelineDefinition';
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { learnedKinds } from '../../training';
import type { CommandLine } from '../step';

export type CommandOf = (definition: Pick<PipelineDefinition, 'dataset' | 'seed'>, step: Step, parameters?: Step['parameters']) => CommandLine | null;

/** One fit of one model: every fold, and the one on all rows. */
export interface FanOut {
  readonly models: readonly ModelKind[];
  readonly folds: readonly string[];
  /** Shell line of one of them; `$MODEL` and `$FOLD` name it. */
  readonly line: string;
}

export interface ExportTask {
  readonly name: string;
  readonly title: string;
  /** Shell lines for sh -e, in order. They read ALMANAC_FILE, ALMANAC_PROJECT, ALMANAC_OUTPUT and ALMANAC_FITS. */
  readonly lines: readonly string[];
  /** Carried out before `lines`, side by side. */
  readonly fanOut: FanOut | null;
  /** True: a person has to agree before it goes on. `lines` is empty then. */
  readonly waits: boolean;
  readonly retry: Step['retry'];
  readonly timeoutMs: number | null;
}

export interface ExportPlan {
  readonly definition: PipelineDefinition;
  /** In an order in which each can run after the one before. */
  readonly tasks: readonly ExportTask[];
  readonly cron: string | null;
  readonly timeZone: string;
  readonly notExpressible: readonly string[];
}

/**
 * Exit codes that are an answer and not a failure: 1 says "done, and the verdict is negative", after which the champion stays
 * and the forecast is made with it; 2 of the look for drift says that the first version has nothing to be compared with.
 */
const answers: Readonly<Record<string, number>> = { gate: 1, promote: 1, drift: 2 };

export function planExport(definition: PipelineDefinition, commandOf: CommandOf): ExportPlan {
  const notExpressible: string[] = [words.left.reuse];
  const tasks = definition.steps.flatMap((step) => taskOf(definition, step, commandOf, notExpressible));
  const { schedule, watch, drift } = definition.triggers;
  if (watch) notExpressible.push(words.left.watch(watch.pattern));
  if (drift) notExpressible.push(words.left.drift);
  if (schedule?.catchUp === 'ask') notExpressible.push(words.left.askedCatchUp);
  return { definition, tasks, cron: schedule?.cron ?? null, timeZone: schedule?.timeZone ?? 'UTC', notExpressible };
}

function taskOf(definition: PipelineDefinition, step: Step, commandOf: CommandOf, notExpressible: string[]): ExportTask[] {
  const base = { name: step.name, title: words.titles[step.kind] ?? step.name, retry: step.retry, timeoutMs: step.timeoutMs };
  if (step.kind === 'approve') {
    const waits = step.parameters['policy'] !== 'auto-if-pass';
    if (!waits) notExpressible.push(words.left.autoApproval(step.name));
    return waits ? [{ ...base, lines: [], fanOut: null, waits }] : [];
  }
  const values = step.foreach === undefined ? [step.parameters] : [step.parameters[step.foreach] ?? []].flat().map((value) => ({ ...step.parameters, [step.foreach ?? '']: value }));
  const commands = values.flatMap((parameters) => commandOf(definition, step, parameters) ?? []);
  if (commands.length === 0) {
    notExpressible.push(words.left.step(step.name, step.kind));
    return [];
  }
  const fanOut = step.kind === 'train' ? fanOutOf(step, commands) : null;
  const lines = commands.map(({ arguments: args }, i) => lineOf(args, commands.length > 1 ? `${step.name}-${i + 1}` : step.name, answers[step.kind] ?? 0, fanOut !== null));
  return [{ ...base, lines, fanOut, waits: false }];
}

/** Baselines cost nothing and the average is made of the others, so only learned models fan out. */
function fanOutOf(step: Step, commands: readonly CommandLine[]): FanOut | null {
  const [first] = commands;
  if (!first) return null;
  const models = [...new Set(commands.flatMap(({ arguments: args }) => (args[args.indexOf('--models') + 1] ?? '').split(',')))].filter((name): name is ModelKind => learnedKinds.some((kind) => kind === name));
  const count = Number(step.parameters['folds'] ?? 5) * Number(step.parameters['repeats'] ?? 1);
  const folds = [...Array.from({ length: count }, (_, i) => String(i + 1)), 'all-rows'];
  const args = first.arguments.filter((argument) => argument !== '--json');
  const own = args.map((argument, i) => (args[i - 1] === '--models' ? '"$MODEL"' : quote(argument))).join(' ');
  const line = ['scratch=$(mktemp -d)', 'cp -r "$ALMANAC_PROJECT/." "$scratch"', `almanac ${own} --project "$scratch" --fits "$ALMANAC_FITS" --only-fold "$FOLD" --quiet`, 'rm -rf "$scratch"'].join(' && ');
  return { models, folds, line };
}

function lineOf(args: readonly string[], name: string, highestAnswer: number, usesFits: boolean): string {
  const call = ['almanac', ...args.map((argument) => placed(argument)), '--project "$ALMANAC_PROJECT"', ...(usesFits ? ['--fits "$ALMANAC_FITS"'] : []), `> "$ALMANAC_OUTPUT/${name}.json"`].join(' ');
  return highestAnswer > 0 ? `${call} || [ $? -le ${highestAnswer} ]` : call;
}

function placed(argument: string): string {
  if (argument === '{file}') return '"$ALMANAC_FILE"';
  return argument.startsWith('{output}/') ? `"$ALMANAC_OUTPUT/${argument.slice('{output}/'.length)}"` : quote(argument);
}

/** A word of the shell that stands for itself, whatever is in it. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What every task finds in its environment. */
export const environment: Readonly<Record<string, string>> = {
  ALMANAC_FILE: 'data.csv',
  ALMANAC_PROJECT: 'almanac-project',
  ALMANAC_OUTPUT: 'output',
  ALMANAC_FITS: 'fits',
};
