/** Airflow: one DAG file of bash tasks; folds and candidates are mapped tasks. Loads in Airflow 2.4 and 3. */
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { environment, type ExportTask } from './exportPlan';
import { minuteCron, oneLine, python, type PipelineExporter } from './pipelineExporter';

export const airflow: PipelineExporter = ({ definition, tasks, cron, timeZone, notExpressible }) => {
  const schedule = cron === null ? null : minuteCron(cron);
  const dag = definition.name.replaceAll('-', '_');
  const left = [...notExpressible, ...tasks.filter(({ waits }) => waits).map(({ name }) => `${name}: it waits until the file ALMANAC_OUTPUT/approved is there; whoever approves makes that file.`), ...(schedule?.hadSeconds ? [words.left.cron(cron ?? '')] : [])];
  const file = `# ${oneLine(definition.title)}. Exported by Almanac; every task is a call of its command line.
import os
from datetime import datetime, timedelta, timezone

try:
    from airflow.sdk import DAG
except ImportError:
    from airflow import DAG
try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.providers.standard.sensors.filesystem import FileSensor
except ImportError:
    from airflow.operators.bash import BashOperator
    from airflow.sensors.filesystem import FileSensor

DEFAULTS = ${JSON.stringify(environment)}
PLACES = {name: os.environ.get(name, place) for name, place in DEFAULTS.items()}


def lines(*commands):
    return "set -e\\nmkdir -p \\"$ALMANAC_OUTPUT\\" \\"$ALMANAC_FITS\\" \\"$ALMANAC_PROJECT\\"\\n" + "\\n".join(commands) + "\\n"


with DAG(
    dag_id=${python(dag)},
    description=${python(definition.description || definition.title)},
    schedule=${schedule === null ? 'None' : python(schedule.cron)},
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    tags=["almanac"],
) as dag:
${tasks.map(taskText).join('\n')}
${tasks.length > 1 ? `    ${chain(tasks)}\n` : ''}`;
  const zone = timeZone === 'UTC' || schedule === null ? [] : [words.left.timeZone(timeZone)];
  return { files: { [`${dag}.py`]: file }, notExpressible: [...left, ...zone] };
};

function taskText(task: ExportTask): string {
  const name = variable(task.name);
  if (task.waits) return `    ${name} = FileSensor(task_id=${python(task.name)}, filepath=os.path.abspath(os.path.join(PLACES["ALMANAC_OUTPUT"], "approved")), poke_interval=60, mode="reschedule")\n`;
  const settings = `retries=${task.retry.limit}, retry_delay=timedelta(milliseconds=${task.retry.delayMs}), retry_exponential_backoff=${task.retry.backoff > 1 ? 'True' : 'False'}${task.timeoutMs === null ? '' : `, execution_timeout=timedelta(milliseconds=${task.timeoutMs})`}`;
  const main = `    ${name} = BashOperator(task_id=${python(task.name)}, bash_command=lines(${task.lines.map((line) => `\n        ${python(line)},`).join('')}\n    ), env=PLACES, append_env=True, ${settings})\n`;
  if (!task.fanOut) return main;
  const { models, folds, line } = task.fanOut;
  return `    ${name}_fits = BashOperator.partial(
        task_id=${python(`${task.name}-fits`)}, bash_command=lines(${python(line)}), append_env=True, ${settings}
    ).expand(env=[{**PLACES, "MODEL": model, "FOLD": fold} for model in ${python(models)} for fold in ${python(folds)}])
${main}`;
}

function chain(tasks: readonly ExportTask[]): string {
  return tasks.flatMap(({ name, fanOut }) => [...(fanOut ? [`${variable(name)}_fits`] : []), variable(name)]).join(' >> ');
}

/** A step's name as a Python name: small letters and digits, so a prefix keeps it from being a keyword. */
function variable(name: string): string {
  return `step_${name.replaceAll('-', '_')}`;
}
