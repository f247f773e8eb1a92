/** Metaflow: a flow whose steps call the command line; folds and candidates are a foreach. */
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { environment, type ExportTask } from './exportPlan';
import { minuteCron, oneLine, python, timeoutMinutes, type PipelineExporter } from './pipelineExporter';

export const metaflow: PipelineExporter = ({ definition, tasks, cron, timeZone, notExpressible }) => {
  const flow = `${definition.name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}Flow`;
  const running = tasks.filter(({ waits }) => !waits);
  const schedule = cron === null ? null : minuteCron(cron);
  const file = `# ${oneLine(definition.title)}. Exported by Almanac; every step is a call of its command line.
import os
import subprocess

from metaflow import FlowSpec, Parameter, retry, schedule, step, timeout

PLACES = ${JSON.stringify({ ...environment, ALMANAC_FILE: undefined })}


def call(flow, *lines, **more):
    places = {name: os.path.abspath(os.environ.get(name, place)) for name, place in PLACES.items()}
    for place in places.values():
        os.makedirs(place, exist_ok=True)
    for line in lines:
        subprocess.run(["sh", "-ec", line], check=True, env={**os.environ, **places, "ALMANAC_FILE": os.path.abspath(flow.file), **more})


${schedule ? `@schedule(cron=${python(schedule.cron)}${timeZone === 'UTC' ? '' : `, timezone=${python(timeZone)}`})\n` : ''}class ${flow}(FlowSpec):
    file = Parameter("file", help="The new data file", default=os.environ.get("ALMANAC_FILE", ${python(environment['ALMANAC_FILE'] ?? '')}))

    @step
    def start(self):
        self.next(self.${entry(running[0])})

${running.map((task, i) => stepText(task, entry(running[i + 1]))).join('\n')}
    @step
    def end(self):
        pass


if __name__ == "__main__":
    ${flow}()
`;
  return {
    files: { [`${definition.name.replaceAll('-', '_')}_flow.py`]: file },
    notExpressible: [...notExpressible, ...tasks.filter(({ waits }) => waits).map(({ name }) => words.left.approval(name)), ...(schedule?.hadSeconds ? [words.left.cron(cron ?? '')] : [])],
  };
};

/** The name a step is reached by: the fits of a race come before the race. */
function entry(task: ExportTask | undefined): string {
  if (!task) return 'end';
  return task.fanOut ? `${method(task)}_plan` : method(task);
}

function method({ name }: ExportTask): string {
  return `step_${name.replaceAll('-', '_')}`;
}

function stepText(task: ExportTask, next: string): string {
  const minutes = timeoutMinutes(task);
  const decorators = `${task.retry.limit > 0 ? `    @retry(times=${task.retry.limit}, minutes_between_retries=${Math.ceil(task.retry.delayMs / 60_000)})\n` : ''}${minutes === null ? '' : `    @timeout(minutes=${minutes})\n`}`;
  const lines = task.lines.map((line) => `\n            ${python(line)},`).join('');
  const main = (signature: string): string => `${decorators}    @step
    def ${method(task)}(${signature}):
        call(
            self,${lines}
        )
        self.next(self.${next})
`;
  if (!task.fanOut) return main('self');
  const name = method(task);
  const { models, folds, line } = task.fanOut;
  return `    @step
    def ${name}_plan(self):
        self.fits = [{"MODEL": model, "FOLD": fold} for model in ${python(models)} for fold in ${python(folds)}]
        self.next(self.${name}_fit, foreach="fits")

${decorators}    @step
    def ${name}_fit(self):
        call(self, ${python(line)}, **self.input)
        self.next(self.${name}_join)

    @step
    def ${name}_join(self, inputs):
        self.next(self.${name})

${main('self')}`;
}
