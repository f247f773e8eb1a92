/** DVC: a dvc.yaml whose stages hang together by the answers of the command line; an unchanged stage is not run again. */
import { stringify } from 'yaml';
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { environment } from './exportPlan';
import type { PipelineExporter } from './pipelineExporter';

export const dvc: PipelineExporter = ({ tasks, cron, notExpressible }) => {
  const running = tasks.filter(({ waits }) => !waits);
  const output = environment['ALMANAC_OUTPUT'] ?? '';
  const exports = Object.entries(environment).map(([name, place]) => `export ${name}=${place}`).join(' && ');
  const stages = Object.fromEntries(
    running.map((task, i) => {
      const before = running[i - 1];
      const answers = (name: string, lines: readonly string[]): string[] => lines.map((_, at) => `${output}/${lines.length > 1 ? `${name}-${at + 1}` : name}.json`);
      const commands = [`${exports} && mkdir -p ${output} ${environment['ALMANAC_FITS']}`, ...task.lines.map((line) => `{ ${line}; }`)].join(' && ');
      // The project is the state behind the stages: it stays where it is, and no stage removes it.
      return [task.name, { desc: task.title, cmd: commands, deps: before ? answers(before.name, before.lines) : [environment['ALMANAC_FILE']], outs: answers(task.name, task.lines) }];
    }),
  );
  const left = [
    ...notExpressible.filter((sentence) => sentence !== words.left.reuse),
    words.left.fanOut,
    ...tasks.filter(({ waits }) => waits).map(({ name }) => words.left.approval(name)),
    ...running.filter(({ retry }) => retry.limit > 0).map(({ name }) => words.left.retry(name)),
    ...(cron === null ? [] : [`The schedule ${cron}: call dvc repro by a scheduler of your own.`]),
    'The project folder is not an output of a stage: keep it beside dvc.yaml. Answers from the cache of another computer do not bring it along.',
  ];
  return { files: { 'dvc.yaml': stringify({ stages }, { lineWidth: 0, aliasDuplicateObjects: false }) }, notExpressible: left };
};
