/** The import of one file in four steps; nothing is stored before the last one. */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Inspection } from '@shared/areas/datasets';
import { navigate } from '../../app/router';
import { importAddress, useImportFile, useWaitingFiles } from '../../app/waitingFiles';
import { useQuery } from '../../engine';
import { ErrorPanel, formatBytes, formatCount, PageHeader, Skeleton, Tag } from '../../ui';
import { ColumnsStep } from './ColumnsStep';
import { FileStep } from './FileStep';
import styles from './Import.module.css';
import { chosenTypes, importSteps, useImportDraft, useImportDrafts, type ImportStep } from './importDrafts';
import { wizardMessages } from './importMessages';
import { delimiterWord, encodingWords, importMessages } from './messages';
import { QualityStep } from './QualityStep';
import { lawSentence } from './RecordsLaw';
import { SummaryStep } from './SummaryStep';

export function ImportView({ ticket }: { readonly ticket: string }) {
  const draft = useImportDraft(ticket);
  const { change, drop } = useImportDrafts();
  const removeWaiting = useWaitingFiles((state) => state.remove);
  const others = useWaitingFiles((state) => state.files.filter((file) => file.ticket !== ticket).length);
  const importFile = useImportFile();
  const inspection = useQuery('datasets.inspect', { ticket, reading: draft.reading, types: chosenTypes(draft) }, { keepPrevious: true });

  function leave(): void {
    drop(ticket);
    removeWaiting(ticket);
    const next = useWaitingFiles.getState().files[0];
    navigate(next ? importAddress(next.ticket) : '#/data');
  }

  if (inspection.error !== null) {
    return (
      <>
        <PageHeader title={importMessages.title} question={importMessages.questions.file} actions={<Button variant="subtle" color="gray" onClick={leave}>{importMessages.words.cancel}</Button>} />
        <ErrorPanel error={inspection.error} action={<><Button size="xs" variant="filled" onClick={() => void importFile()}>{importMessages.chooseAgain}</Button>{Object.keys(draft.reading).length > 0 && <Button size="xs" onClick={() => change(ticket, { reading: {} })}>{importMessages.words.readItAsProposed}</Button>}</>} />
      </>
    );
  }
  if (!inspection.data) return <ImportSkeleton />;

  // Read again because something else in the project changed, a file is what it was: a click must not be lost to that.
  const shared = { ticket, inspection: inspection.data, draft, busy: inspection.outdated };
  const head = (actions: ReactNode, locked = false): ReactNode => (
    <>
      <PageHeader title={importMessages.title} {...(others > 0 && { mark: <Tag>{formatCount(others, 'more file')} after this</Tag> })} question={importMessages.questions[draft.step]} actions={<>{!locked && <Button variant="subtle" color="gray" onClick={leave}>{importMessages.words.cancel}</Button>}{actions}</>} />
      <StepHeading step={draft.step} />
      <p role="status" className="visually-hidden">{spokenState(inspection.data)}</p>
      <StepLine step={draft.step} inspection={inspection.data} locked={locked} onStep={(step) => change(ticket, { step, jobId: null })} />
    </>
  );
  if (draft.step === 'file') return <FileStep {...shared} head={head} />;
  if (draft.step === 'columns') return <ColumnsStep {...shared} head={head} />;
  if (draft.step === 'quality') return <QualityStep {...shared} head={head} />;
  return <SummaryStep {...shared} head={head} onStored={() => removeWaiting(ticket)} onDone={() => drop(ticket)} />;
}

/** Takes the focus when its step begins, so that a screen reader says where one is; the title at the first step says it already. */
function StepHeading({ step }: { readonly step: ImportStep }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const spoken = useRef(step);
  useEffect(() => {
    if (spoken.current !== step) heading.current?.focus();
    spoken.current = step;
  }, [step]);
  return <h2 ref={heading} tabIndex={-1} className="visually-hidden">{wizardMessages.stepHeading(importSteps.indexOf(step) + 1, importSteps.length, importMessages.steps[step], importMessages.questions[step])}</h2>;
}

/** Counts and verdict, said whenever an answer changes them. */
function spokenState(inspection: Inspection | undefined): string {
  if (!inspection) return '';
  const { questions, notices } = inspection;
  return [lawSentence(inspection.records), questions.length === 0 ? wizardMessages.verdict.ready : wizardMessages.verdict.open(questions.length), notices.length === 0 ? '' : wizardMessages.verdict.notices(notices.length)].filter((part) => part !== '').join('. ');
}

interface StepLineProps {
  readonly step: ImportStep;
  readonly inspection: Inspection | undefined;
  readonly locked: boolean;
  readonly onStep: (step: ImportStep) => void;
}

function StepLine({ step, inspection, locked, onStep }: StepLineProps) {
  const current = importSteps.indexOf(step);
  return (
    <div className={styles.stepLine}>
      <ol className={styles.steps} aria-label={importMessages.words.steps}>
        {importSteps.map((name, index) => (
          <li key={name} className={styles.step} aria-current={index === current ? 'step' : undefined} data-done={index < current || undefined}>
            <button type="button" className={styles.stepButton} disabled={locked || index > current} onClick={() => onStep(name)}>
              <span className={styles.stepMark}>{index < current ? <IconCheck size={12} stroke={2.5} aria-label="done" /> : index + 1}</span>
              {importMessages.steps[name]}
            </button>
          </li>
        ))}
      </ol>
      {inspection && <p className={styles.fileLine} title={inspection.name}>{[inspection.name, formatBytes(inspection.sizeBytes), ...howRead(inspection), formatCount(inspection.columns.length, 'column')].join(' · ')}</p>}
    </div>
  );
}

/** What is not text has no delimiter to name. */
function howRead({ isText, reading, evidence }: Inspection): readonly string[] {
  return isText ? [encodingWords[reading.encoding], delimiterWord(reading.delimiter)] : [evidence.encoding];
}

function ImportSkeleton() {
  return (
    <div aria-busy="true">
      <PageHeader title={importMessages.title} question={importMessages.questions.file} />
      <Skeleton height={24} width={420} />
      <div className={styles.layout}><Skeleton height={520} /><Skeleton height={320} /></div>
    </div>
  );
}
