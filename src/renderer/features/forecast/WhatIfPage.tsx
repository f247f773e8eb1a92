/** What-if: one product, its forecast with interval and baseline, and what would change it. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Form } from '@shared/areas/forecasting';
import type { Snapshot } from '@shared/areas/datasets';
import { baselineKinds } from '@shared/areas/tracking';
import { formatAddress, navigate } from '@renderer/app/router';
import { useCommand, useQuery } from '@renderer/engine';
import { Card, Dot, ErrorPanel, Link, PageHeader, Skeleton, Tag } from '@renderer/ui';
import { reportAddress } from './addresses';
import { CurveCard } from './CurveCard';
import { DriversCard } from './DriversCard';
import { changeWords, outsideWords } from './findings';
import { changesOf, curveFields, priceColumn, toTable } from './formValues';
import { HeadlineCard } from './HeadlineCard';
import { forecastMessages as words } from './messages';
import { modelName } from './modelName';
import { NearestCard } from './NearestCard';
import { NoChampion } from './NoChampion';
import { ProductForm } from './ProductForm';
import { useWhatIf, type WhatIf } from './scenarioDraft';
import { ScenariosCard } from './ScenariosCard';
import { ServingLamp } from './ServingLamp';
import { useDebounced } from './useDebounced';
import { useFirstProduct } from './useFirstProduct';
import { useSaveOutput } from '@renderer/app/useSaveOutput';
import { ViewSwitch } from './ViewSwitch';
import styles from './WhatIf.module.css';

/** Still for this long, and the forecast is made anew. */
const settleMs = 80;

/** `model`: a run id, or null for the champion. */
export function WhatIfPage({ model }: { readonly model: string | null }) {
  const champion = useQuery('registry.champion', {});
  const championId = champion.data?.decision.runId ?? null;
  const wanted = model ?? championId;
  const form = useQuery('forecasting.form', wanted === null ? null : { model: wanted });
  const snapshot = useQuery('datasets.snapshot', form.data ? { ref: form.data.snapshotId } : null);
  const whatIf = useWhatIf((state) => (form.data ? state.byRun.get(form.data.runId) : undefined));
  const begin = useWhatIf((state) => state.begin);
  const first = useFirstProduct(whatIf ? undefined : form.data);
  useEffect(() => {
    if (form.data && first) begin(form.data.runId, first.values, first.name);
  }, [form.data, first, begin]);
  if (champion.data === null && model === null) return <NoChampion view="what-if" />;
  const error = form.error ?? champion.error;
  if (error !== null || !form.data || !whatIf || whatIf.values.length !== form.data.fields.length) {
    return (
      <>
        <PageHeader title={words.whatIf.title} question={words.question} actions={<ViewSwitch value="what-if" />} />
        {error === null ? <div className={styles.page}><Skeleton height={620} /><Skeleton height={620} /><Skeleton height={480} /></div> : <ErrorPanel error={error} onRetry={form.reload} />}
      </>
    );
  }
  return <Loaded form={form.data} whatIf={whatIf} snapshot={snapshot.data} championId={championId} />;
}

interface LoadedProps {
  readonly form: Form;
  readonly whatIf: WhatIf;
  readonly snapshot: Snapshot | undefined;
  readonly championId: string | null;
}

function Loaded({ form, whatIf, snapshot, championId }: LoadedProps) {
  const drafts = useWhatIf();
  const keep = useCommand('forecasting.saveScenario');
  const page = useSaveOutput('forecasting.whatIfPage');
  const settled = useDebounced(whatIf.values, settleMs);
  const values = settled.length === form.fields.length ? settled : whatIf.values;
  const model = form.runId;
  const current = useQuery('forecasting.predict', { model, table: toTable(form, [values]) }, { keepPrevious: true });
  const inner = useQuery('forecasting.predict', { model, table: toTable(form, [values]), level: 0.5 }, { keepPrevious: true });
  const prediction = current.data?.predictions[0] ?? null;
  const column = curveColumnOf(form, snapshot, whatIf.curveColumn);
  const changes = changesOf(form, whatIf.start.values, whatIf.values);

  async function saveScenario(): Promise<void> {
    const name = changes.length === 0 ? whatIf.start.name : changeWords(changes);
    const kept = await keep.run({ model: form.runId, name: name.slice(0, 120), table: toTable(form, [whatIf.values]) });
    if (kept) drafts.load(form.runId, kept.id, whatIf.values);
  }

  return (
    <>
      <PageHeader
        title={words.whatIf.title}
        question={words.question}
        mark={<><ModelMark form={form} isChampion={championId === form.runId} /><ServingLamp /></>}
        actions={
          <>
            <ViewSwitch value="what-if" />
            <Button title={words.whatIf.savePageHint} loading={page.writing} onClick={() => page.write({ model: form.runId })}>{words.whatIf.savePage}</Button>
            <Button loading={keep.running} onClick={() => void saveScenario()}>{words.whatIf.saveScenario}</Button>
            <Button variant="filled" onClick={() => navigate(reportAddress({ run: form.runId }))}>{words.whatIf.makeReport}</Button>
          </>
        }
      />
      {keep.error !== null && <ErrorPanel error={keep.error} />}
      {page.error !== null && <ErrorPanel error={page.error} />}
      {current.error !== null && <ErrorPanel error={current.error} onRetry={current.reload} />}
      <div className={styles.page}>
        <ProductForm
          form={form}
          snapshot={snapshot}
          values={whatIf.values}
          outside={prediction?.outside ?? []}
          loaded="A"
          onChange={(index, value) => drafts.setValue(form.runId, index, value)}
          onStartFrom={(next, name) => drafts.startFrom(form.runId, next, name)}
          onReset={() => drafts.load(form.runId, null, whatIf.start.values)}
        />
        <div className={styles.column}>
          <HeadlineCard form={form} prediction={prediction} inner={inner.data?.predictions[0] ?? null} stale={current.refetching && settled === whatIf.values} />
          {column !== null && <CurveCard form={form} model={model} values={values} column={column} predicted={prediction?.value ?? null} onColumn={(next) => drafts.setCurveColumn(form.runId, next)} />}
          <ScenariosCard form={form} whatIf={whatIf} current={prediction} column={column ?? ''} />
        </div>
        <div className={styles.column}>
          <DriversCard form={form} model={model} values={values} />
          <NearestCard form={form} model={model} values={values} column={column ?? ''} />
          <TrustCard form={form} snapshot={snapshot} outside={prediction?.outside ?? []} />
        </div>
      </div>
    </>
  );
}

function ModelMark({ form, isChampion }: { readonly form: Form; readonly isChampion: boolean }) {
  return isChampion ? null : <Tag tone="attention">Run {form.runNumber}, {words.whatIf.notChampion}</Tag>;
}

/** What the forecast was made with, and what speaks against trusting it. */
function TrustCard({ form, snapshot, outside }: { readonly form: Form; readonly snapshot: Snapshot | undefined; readonly outside: readonly string[] }) {
  const datasets = useQuery('datasets.list', {});
  const run = useQuery('tracking.run', { runId: form.runId });
  const dataset = datasets.data?.find((each) => each.id === snapshot?.datasetId);
  const newest = dataset?.versions[0];
  const stale = snapshot !== undefined && newest !== undefined && newest.number > snapshot.number;
  const leak = run.data?.run.usesLeak === true;
  const beyond = outsideWords(outside);
  const baseline = baselineKinds.some((kind) => kind === form.model);
  const tone = leak ? 'failure' : stale || baseline || beyond !== '' ? 'attention' : 'good';
  return (
    <Card label="What it was made with">
      <div className={styles.dotLine}>
        <span><Dot tone={tone} /></span>
        <p>
          {stale && snapshot && <b>Made with v{snapshot.number} data; v{newest.number} is here. </b>}
          {leak && <b>{words.whatIf.leakNote} </b>}
          {baseline && <b>{words.whatIf.baselineNote} </b>}
          {modelName(form.model)}, <Link to={formatAddress('models', ['runs', form.runId])}>run {form.runNumber}</Link>{snapshot && `, trained on ${snapshot.datasetName} v${snapshot.number}`}. {beyond === '' ? 'No input lies outside the training range.' : beyond}
        </p>
      </div>
    </Card>
  );
}

/** The chosen column, else a price, else the number the model leans on most. */
function curveColumnOf(form: Form, snapshot: Snapshot | undefined, chosen: string | null): string | null {
  const numbers = [...curveFields(form)].sort((a, b) => b.importance - a.importance);
  if (chosen !== null && numbers.some((field) => field.column === chosen)) return chosen;
  return numbers.find((field) => field.column === priceColumn(snapshot))?.column ?? numbers[0]?.column ?? null;
}
