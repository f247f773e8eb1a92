/** Graph: the steps as boxes with what each waits for, coloured by the newest run; beside it the chosen step. */
import type { Pipeline, PipelineRun } from '@shared/areas/pipelines';
import type { Step } from '@shared/areas/pipelineDefinition';
import { navigate } from '@renderer/app/router';
import { Card, formatDuration, KeyValue } from '@renderer/ui';
import { automateAddress } from './addresses';
import styles from './Automate.module.css';
import { box, layOut } from './graphLayout';
import { automateMessages as words } from './messages';
import { Mark, markOf, tellMark } from './stepMark';
import { tellStep } from './StepList';

interface GraphProps {
  readonly pipeline: Pipeline;
  readonly run: PipelineRun | null;
  readonly step: string | null;
}

export function GraphView({ pipeline, run, step }: GraphProps) {
  const { definition, name } = pipeline;
  const layout = layOut(definition.steps);
  const chosen = definition.steps.find((each) => each.name === step) ?? definition.steps[0];
  return (
    <div className={styles.graphPage}>
      <Card title={words.graphTitle} note={words.graphNote}>
        <div className={styles.scroll}>
          <div className={styles.graph} style={{ width: layout.width, height: layout.height }}>
            <svg className={styles.edges} width={layout.width} height={layout.height} aria-hidden="true">
              {layout.edges.map(({ from, to, path }) => <path key={`${from} ${to}`} d={path} />)}
            </svg>
            {layout.steps.map((placed) => {
              const stepRun = run?.steps.find((each) => each.name === placed.name);
              return (
                <button key={placed.name} type="button" className={styles.node} aria-pressed={placed.name === chosen?.name} style={{ left: placed.x - box.width / 2, top: placed.y - box.height / 2, width: box.width, height: box.height }} onClick={() => navigate(automateAddress(name, 'graph', { run: run?.id, step: placed.name }), { replace: true })}>
                  <Mark kind={stepRun ? markOf(stepRun) : 'notReached'} />
                  <span className={styles.nodeName}>{placed.name}<small>{stepRun ? tellMark(stepRun) : words.legend.notReached}</small></span>
                </button>
              );
            })}
          </div>
        </div>
      </Card>
      {chosen && <StepCard step={chosen} run={run} />}
    </div>
  );
}

function StepCard({ step, run }: { readonly step: Step; readonly run: PipelineRun | null }) {
  const stepRun = run?.steps.find(({ name }) => name === step.name);
  const parameters = Object.entries(step.parameters).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return (
    <Card title={step.name} note={stepRun ? `${tellMark(stepRun)}${stepRun.durationMs === null ? '' : `, ${formatDuration(stepRun.durationMs)}`}` : words.noRuns}>
      <KeyValue
        rows={[
          { label: words.facts.kind, value: step.kind },
          { label: words.facts.reads, value: Object.values(step.inputs).join(', ') || words.none },
          { label: words.facts.settings, value: parameters.join('; ') || words.none },
          ...(step.foreach === undefined ? [] : [{ label: words.facts.foreach, value: step.foreach }]),
          { label: words.outputs, value: stepRun ? Object.values(stepRun.outputs).map(({ label }) => label).join(', ') || words.none : words.none },
        ]}
      />
      {stepRun && <p className={styles.stepStory}>{tellStep(stepRun)}</p>}
    </Card>
  );
}
