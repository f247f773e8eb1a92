/** Questions that must be answered, as choices, and notices worth reading. */
import type { Inspection, Notice, Question } from '@shared/areas/datasets';
import { placeOf } from '@shared/messages/places';
import { Button } from '@mantine/core';
import { Card, Dot, formatInteger } from '../../ui';
import styles from './Import.module.css';
import { useImportDraft, useImportDrafts } from './importDrafts';
import { importMessages } from './messages';

interface OpenPointsProps {
  readonly ticket: string;
  readonly inspection: Pick<Inspection, 'questions' | 'notices'>;
}

export function OpenPoints({ ticket, inspection }: OpenPointsProps) {
  const { questions, notices } = inspection;
  return (
    <Card title={importMessages.beforeYouContinue}>
      {questions.length === 0 && notices.length === 0 && <p className={styles.point}><Dot tone="good" /><span>{importMessages.nothingOpen}</span></p>}
      {questions.map((question) => <QuestionItem key={question.code + question.message} ticket={ticket} question={question} />)}
      {notices.map((notice, index) => <NoticeItem key={index} notice={notice} />)}
    </Card>
  );
}

/** Each choice is merged into how the file is read; the file is then inspected again. */
export function QuestionItem({ ticket, question, onAnswer }: { readonly ticket: string; readonly question: Question; readonly onAnswer?: () => void }) {
  const draft = useImportDraft(ticket);
  const change = useImportDrafts((state) => state.change);
  return (
    <div className={styles.question} role="group" aria-label={question.message}>
      <p className={styles.point}><Dot tone="attention" word="Question" /><span>{question.message}</span></p>
      <div className={styles.choices}>
        {question.options.map((option, index) => (
          <Button
            key={option.label}
            size="xs"
            variant={index === 0 ? 'light' : 'default'}
            onClick={() => {
              change(ticket, { reading: { ...draft.reading, ...option.apply } });
              onAnswer?.();
            }}
          >
            {option.label}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Left out where the message counts already. */
function timesOf({ count = 1, message }: Notice): string {
  return count === 1 || message.includes(formatInteger(count)) ? '' : `${formatInteger(count)} times`;
}

export function NoticeItem({ notice, tone = 'attention' }: { readonly notice: Notice; readonly tone?: 'attention' | 'failure' }) {
  const where = [placeOf(notice), timesOf(notice)].filter((part) => part !== '').join(', ');
  return (
    <p className={styles.point}>
      <Dot tone={tone} />
      <span>{notice.message}{where !== '' && <span className={styles.where}> ({where})</span>}</span>
    </p>
  );
}
