/** What checkpoints found on the versions of a dataset, newest first. */
import type { CheckpointRun } from '@shared/areas/checkpoints';
import { Card, DataTable, formatInteger, formatWhen, Tag } from '../../../ui';
import { verdictTones } from './CheckpointList';
import styles from './Checkpoints.module.css';
import { checkpointWords } from './messages';

const words = checkpointWords.runs;
const mostMessages = 2;

export function RunTable({ runs }: { readonly runs: readonly CheckpointRun[] }) {
  return (
    <Card title={words.title}>
      {runs.length === 0 && <p className={styles.sentence}>{words.empty}</p>}
      {runs.length > 0 && (
        <DataTable
          label={words.title}
          rows={runs}
          rowKey={({ id }) => id}
          columns={[
            { key: 'when', header: words.when, value: ({ at }) => at, cell: ({ at }) => formatWhen(at), width: 120 },
            { key: 'version', header: words.version, value: ({ number }) => number, cell: ({ number }) => `v${number}`, width: 72 },
            { key: 'verdict', header: words.verdict, value: ({ verdict }) => verdict, cell: ({ verdict }) => <Tag tone={verdictTones[verdict]}>{checkpointWords.verdicts[verdict]}</Tag>, width: 96 },
            { key: 'name', header: words.name, value: ({ checkpoint }) => checkpoint, cell: ({ checkpoint, occasion }) => `${checkpoint}, ${checkpointWords.occasions[occasion]}`, wrap: true },
            { key: 'found', header: words.found, value: ({ found }) => found, cell: ({ findings, found }) => [...findings.slice(0, mostMessages).map(({ message }) => message), ...(found > mostMessages ? [`+ ${formatInteger(found - mostMessages)}`] : [])].join('; '), wrap: true },
          ]}
        />
      )}
    </Card>
  );
}
