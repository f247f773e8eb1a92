/** Last step: what will be stored, under which name; the import runs from here and says what came of it. */
import { Button, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { EngineError } from '@shared/contract/errors';
import type { ImportReport } from '@shared/areas/datasets';
import { roles } from '@shared/areas/common';
import { notify, reportError } from '../../app/notices';
import { navigate } from '../../app/router';
import { importAddress, useWaitingFiles } from '../../app/waitingFiles';
import { jobResult, useJob, useQuery, useStartJob } from '../../engine';
import { Card, ErrorPanel, formatCount, formatTimeLeft, KeyValue, ProgressBar } from '../../ui';
import { dataAddress } from './dataAddress';
import styles from './Import.module.css';
import { datasetNameOf, importColumns, previewRows } from './importColumns';
import { useImportDrafts } from './importDrafts';
import { delimiterWord, encodingWords, importMessages, roleWords } from './messages';
import { NoticeItem, OpenPoints, QuestionItem } from './OpenPoints';
import type { StepProps } from './stepProps';

export function SummaryStep({ ticket, inspection, draft, busy, head, onDone }: StepProps & { readonly onDone: () => void }) {
  const change = useImportDrafts((state) => state.change);
  const datasets = useQuery('datasets.list', {});
  const starter = useStartJob('datasets.import');
  const job = useJob(draft.jobId);
  const report = jobResult('datasets.import', job.job);
  const name = draft.name ?? datasetNameOf(inspection.name);
  const columns = importColumns(inspection, draft);
  const existing = datasets.data?.find((dataset) => dataset.name === name.trim());
  const importing = draft.jobId !== null && job.running;
  const label = inspection.complete && previewRows(inspection).length > 0 ? `Import ${formatCount(previewRows(inspection).length, 'row')}` : 'Import the file';

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
  useEffect(() => {
    if (!report || !stored) return;
    if (report.alreadyThere) notify(`${stored.datasetName} v${stored.number} was here already; nothing was added.`);
    const next = useWaitingFiles.getState().files.find((file) => file.ticket !== ticket);
    onDone();
    navigate(next ? importAddress(next.ticket) : dataAddress(stored.id), { replace: true });
    // Once per finished import; the callbacks do the same each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [stored?.id]);

  const byRole = roles.map((role) => ({ label: roleWords[role], value: columns.filter((column) => column.role === role) })).filter((row) => row.value.length > 0);
  const { reading } = inspection;
  return (
    <>
      {head(
        importing ? (
          <Button onClick={() => void job.cancel().catch(reportError)}>{importMessages.words.cancelImport}</Button>
        ) : (
          <>
            <Button onClick={() => change(ticket, { step: 'columns', jobId: null })}>{importMessages.words.back}</Button>
            <Button variant="filled" loading={starter.starting} disabled={busy || name.trim() === '' || inspection.questions.length > 0} title={inspection.questions.length > 0 ? 'A question is still open.' : undefined} onClick={() => void start()}>{label}</Button>
          </>
        ),
        importing,
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
          <div className={styles.cards}>
            <Card title={importMessages.words.whatWillBeStored}>
              <div className={styles.nameField}>
                <TextInput label={importMessages.words.nameOfTheDataset} value={name} maxLength={200} disabled={importing} onChange={(event) => change(ticket, { name: event.currentTarget.value })} description={existing ? `Adds version ${(existing.versions[0]?.number ?? 0) + 1} to ${existing.name}. The same file read the same way adds nothing.` : 'A new dataset with its first version.'} />
              </div>
              <KeyValue rows={byRole.map(({ label: role, value }) => ({ label: role, value: value.length > 8 ? formatCount(value.length, 'column') : value.map((column) => column.name).join(', '), title: value.map((column) => column.name).join(', ') }))} />
            </Card>
            <Card title={importMessages.words.howItIsRead}>
              <KeyValue rows={[
                { label: importMessages.words.encoding, value: encodingWords[reading.encoding] },
                { label: importMessages.words.columnsEndAt, value: delimiterWord(reading.delimiter) },
                { label: importMessages.words.firstRow, value: reading.hasHeader ? 'names of the columns' : 'already data' },
                { label: importMessages.words.numbers, value: reading.decimal === '.' ? '1,234.56' : '1.234,56' },
                { label: importMessages.words.alsoMeansEmpty, value: reading.nullTokens.length === 0 ? 'nothing but the empty cell' : reading.nullTokens.join(', ') },
                { label: importMessages.words.rowsOfAnotherLength, value: reading.onRagged === 'reject' ? 'refuse the file' : 'set aside' },
              ]} />
            </Card>
          </div>
        </div>
        <div className={styles.side}>
          <OpenPoints ticket={ticket} inspection={inspection} />
          <p className={styles.quiet}>{importMessages.nothingWritten}</p>
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
