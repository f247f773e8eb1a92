/** Jenkins: a declarative Jenkinsfile in the container; folds and candidates run as a matrix, approval is an input. */
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { environment, type ExportTask } from './exportPlan';
import { minuteCron, oneLine, timeoutMinutes, type PipelineExporter } from './pipelineExporter';

export const jenkins: PipelineExporter = ({ definition, tasks, cron, timeZone, notExpressible }, image) => {
  const schedule = cron === null ? null : minuteCron(cron);
  const zone = timeZone === 'UTC' ? '' : `TZ=${oneLine(timeZone)}\n`;
  const file = `// ${oneLine(definition.title)}. Exported by Almanac; every stage is a call of its command line.
pipeline {
  agent { docker { image ${groovy(image)} } }
  options { disableConcurrentBuilds() }
  parameters { string(name: 'FILE', defaultValue: ${groovy(environment['ALMANAC_FILE'] ?? '')}, description: 'The new data file') }
${schedule ? `  triggers { cron(${groovy(`${zone}${schedule.cron}`)}) }\n` : ''}  environment {
    ALMANAC_FILE = "\${params.FILE}"
${Object.entries(environment).filter(([name]) => name !== 'ALMANAC_FILE').map(([name, place]) => `    ${name} = ${groovy(place)}`).join('\n')}
  }
  stages {
    stage('Folders') { steps { sh 'mkdir -p "$ALMANAC_PROJECT" "$ALMANAC_OUTPUT" "$ALMANAC_FITS"' } }
${tasks.map(stageText).join('\n')}
  }
  post { always { archiveArtifacts artifacts: 'output/**', allowEmptyArchive: true } }
}
`;
  return { files: { Jenkinsfile: file }, notExpressible: [...notExpressible, ...(schedule?.hadSeconds ? [words.left.cron(cron ?? '')] : [])] };
};

function stageText(task: ExportTask): string {
  if (task.waits) return `    stage(${groovy(task.title)}) { steps { input message: ${groovy(task.title)} } }`;
  const minutes = timeoutMinutes(task);
  const options = [...(task.retry.limit > 0 ? [`retry(${task.retry.limit + 1})`] : []), ...(minutes === null ? [] : [`timeout(time: ${minutes}, unit: 'MINUTES')`])];
  const optionText = options.length > 0 ? `      options { ${options.join('; ')} }\n` : '';
  const main = `    stage(${groovy(task.title)}) {\n${optionText}      steps {\n${task.lines.map((line) => `        sh ${groovy(line)}`).join('\n')}\n      }\n    }`;
  if (!task.fanOut) return main;
  const { models, folds, line } = task.fanOut;
  return `    stage(${groovy(`${task.title}: fits`)}) {
      matrix {
        axes {
          axis { name 'MODEL'; values ${models.map(groovy).join(', ')} }
          axis { name 'FOLD'; values ${folds.map(groovy).join(', ')} }
        }
        stages { stage('Fit') { steps { sh ${groovy(line)} } } }
      }
    }
${main}`;
}

/** Single quotes: nothing in it is replaced by Groovy. */
function groovy(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
