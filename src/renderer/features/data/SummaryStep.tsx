/** Last step: what will be stored, under which name; the import runs from here and says what came of it. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { EngineError } from '@shared/contract/errors';
import { datasetNameOf } from '@shared/areas/datasetName';
import type { ImportReport } from '@shared/areas/datasets';
import { notify, reportError } from '../../app/notices';
import { navigate } from '../../app/router';
import { importAddress, useWaitingFiles } from '../../app/waitingFiles';
import { jobResult, useJob, useQuery, useStartJob } from '../../engine';
import { Card, ErrorPanel, formatCount, formatTimeLeft, KeyValue, ProgressBar, Skeleton } from '../../ui';
import { dataAddress } from './dataAddress';
import styles from './Import.module.css';
import { importColumns } from './importColumns';
import { useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';
import { delimiterWord, encodingWords, importMessages } from './messages';
import { NoticeItem, OpenPoints, QuestionItem } from './OpenPoints';
import type { StepProps } from './stepProps';
import { StoredOutcome } from './StoredOutcome';
import { WhatIsStored } from './WhatIsStored';

interface SummaryStepProps extends StepProps {
  /** The file waits no longer. */
  readonly onStored: () => void;
  /** Nothing of it is shown any more. */
  readonly onDone: () => void;
}

export function SummaryStep({ ticket, inspection, draft, busy, head, onStored, onDone }: SummaryStepProps) {
  const change = useImportDrafts((state) => state.change);
  const recognised = useQuery('datasets.recognise', { ticket });
  const starter = useStartJob('datasets.import');
  const job = useJob(draft.jobId);
  const report = jobResult('datasets.import', job.job);
  const fileName = datasetNameOf(inspection.name, draft.reading.sheet) ?? inspection.name;
  const sameShape = recognised.data?.datasets[0]?.name ?? null;
  const known = recognised.data !== undefined || recognised.error !== null;
  const name = draft.name ?? (known ? (sameShape ?? fileName) : '');
  useEffect(() => {
    // A proposal stands once it was seen: what other imports store meanwhile must not change it under the analyst's hands.
    if (draft.name === null && known) change(ticket, { name });
  }, [change, draft.name, known, name, ticket]);
  const columns = importColumns(inspection, draft);
  const importing = draft.jobId !== null && job.running;
  const label = inspection.wholeFile && inspection.rowsRead > 0 ? `Import ${formatCount(inspection.rowsRead, 'row')}` : 'Import the file';

  async function start(): Promise<void> {
    const jobId = await starter.start({
      ticket,
      name: name.trim(),
      reading: draft.reading,
      columns: columns.filter((column) => column.changed).map((column) => ({ name: column.name, ...draft.columns.get(column.name) })),
    });
    change(ticket, { jobId });
  }

  const stored = report?.snapshot ?? null;
  const added = stored !== null && report?.alreadyThere === false && stored.number > 1;
  const before = useQuery('datasets.snapshot', added ? { ref: `${stored.datasetName}@${stored.number - 1}` } : null);
  const next = useWaitingFiles((state) => state.files.find((file) => file.ticket !== ticket));
  useEffect(() => {
    // A version with one before it stays, to say what changed; where that is gone, there is nothing to compare.
    if (!report || !stored) return;
    onStored();
    if (added && before.error === null) return;
    if (report.alreadyThere) notify(`${stored.datasetName} v${stored.number} was here already; nothing was added.`);
    onDone();
    navigate(next ? importAddress(next.ticket) : dataAddress(stored.id), { replace: true });
    // Once per finished import; the callbacks do the same each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stored?.id, before.error]);

  const { reading } = inspection;
  return (
    <>
      {head(
        stored ? null : importing ? (
          <Button onClick={() => void job.cancel().catch(reportError)}>{importMessages.words.cancelImport}</Button>
        ) : (
          <>
            <Button onClick={() => change(ticket, { step: 'quality', jobId: null })}>{importMessages.words.back}</Button>
            <Button variant="filled" loading={starter.starting} disabled={busy || recognised.loading || name.trim() === '' || inspection.questions.length > 0} title={inspection.questions.length > 0 ? 'A question is still open.' : undefined} onClick={() => void start()}>{label}</Button>
          </>
        ),
        importing || stored !== null,
      )}
      <div className={styles.layout}>
        <div className={styles.stack}>
          {importing && (
            <Card label={importMessages.words.progress}>
              <p className={styles.progressTitle}><b>{job.progress?.title ?? 'Reading the file'}</b> {formatTimeLeft(job.etaMs)}</p>
              <ProgressBar fraction={job.progress?.fraction ?? 0} label={importMessages.words.import} height={8} />
            </Card>
          )}
          <Outcome ticket={ticket} report={report} failure={starter.error ?? (job.job?.state === 'failed' && job.job.error ? EngineError.fromData(job.job.error) : null)} onAnswer={() => change(ticket, { jobId: null })} />
          {job.job?.state === 'cancelled' && <Card><p>{importMessages.cancelled}</p></Card>}
          {job.job?.state === 'interrupted' && (
            <Card tone="attention">
              <p className={styles.interrupted}>{importMessages.interrupted}<Button size="xs" onClick={() => void job.resume().then((jobId) => change(ticket, { jobId }), reportError)}>{importMessages.words.resume}</Button></p>
            </Card>
          )}
          {stored && before.data && <StoredOutcome stored={stored} before={before.data} next={next} onLeave={onDone} />}
          {!stored && <div className={styles.cards}>
            {known ? <WhatIsStored ticket={ticket} inspection={inspection} draft={draft} name={name} sameShape={sameShape} fileName={fileName} disabled={importing} /> : <Skeleton height={320} />}
            <Card title={importMessages.words.howItIsRead}>
              <KeyValue rows={[
                ...(inspection.isText
                  ? [
                      { label: importMessages.words.encoding, value: encodingWords[reading.encoding] },
                      { label: importMessages.words.columnsEndAt, value: delimiterWord(reading.delimiter) },
                    ]
                  : [{ label: importMessages.words.file, value: inspection.evidence.encoding }]),
                ...(reading.fileColumn === undefined ? [] : [{ label: wizardMessages.union.column, value: reading.fileColumn }]),
                { label: importMessages.words.firstRow, value: reading.hasHeader ? 'names of the columns' : 'already data' },
                { label: importMessages.words.numbers, value: reading.decimal === '.' ? '1,234.56' : '1.234,56' },
                { label: importMessages.words.alsoMeansEmpty, value: reading.nullTokens.length === 0 ? 'nothing but the empty cell' : reading.nullTokens.join(', ') },
                ...(reading.columnNullTokens ?? []).map(({ column, tokens }) => ({ label: wizardMessages.tokens.inColumn(column), value: tokens.length === 0 ? 'nothing but the empty cell' : tokens.join(', ') })),
                { label: importMessages.words.rowsOfAnotherLength, value: reading.onRagged === 'reject' ? 'refuse the file' : 'set aside' },
              ]} />
            </Card>
          </div>}
        </div>
        <div className={styles.side}>
          {!stored && <OpenPoints ticket={ticket} inspection={inspection} />}
          {!stored && <p className={styles.quiet}>{importMessages.nothingWritten}</p>}
        </div>
      </div>
    </>
  );
}

interface OutcomeProps {
  readonly ticket: string;
  readonly report: ImportReport | null;
  readonly failure: unknown;
  readonly onAnswer: () => void;
}

/** What kept the file out: a failure, a refusal with its reasons, or a question the whole file raised. */
function Outcome({ ticket, report, failure, onAnswer }: OutcomeProps) {
  if (failure !== null) return <ErrorPanel error={failure} />;
  if (!report || report.snapshot) return null;
  if (report.verdict === 'ask') {
    return (
      <Card tone="attention" title={importMessages.words.oneThingToDecide} note={importMessages.words.oneThingToDecideNote}>
        {report.questions.map((question) => <QuestionItem key={question.code + question.message} ticket={ticket} question={question} onAnswer={onAnswer} />)}
      </Card>
    );
  }
  return (
    <Card tone="failure" title={importMessages.words.theFileWasRefused} note={importMessages.words.theFileWasRefusedNote}>
      {report.warnings.map((notice, index) => <NoticeItem key={index} notice={notice} tone="failure" />)}
    </Card>
  );
}
