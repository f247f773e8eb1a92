/** The packages that come with Almanac; a chosen one shows the text of its licence. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { NoticeEntry } from '@shared/areas/upkeep';
import { reportError } from '@renderer/app/notices';
import { useHost, useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatCount, Skeleton, type DataColumn } from '@renderer/ui';
import { settingsMessages } from './messages';
import styles from './Settings.module.css';

const words = settingsMessages.about;

const columns: readonly DataColumn<NoticeEntry>[] = [
  { key: 'name', header: words.package, value: ({ name }) => name, cell: ({ name }) => name },
  { key: 'version', header: words.packageVersion, width: 120, cell: ({ version }) => version },
  { key: 'licence', header: words.licenceName, width: 200, value: ({ licence }) => licence, cell: ({ licence }) => licence },
];

const keyOf = ({ name, version }: NoticeEntry): string => `${name} ${version}`;

export function LicencesCard() {
  const host = useHost();
  const notices = useQuery('upkeep.notices', {});
  const [chosen, setChosen] = useState<NoticeEntry | null>(null);
  const notice = useQuery('upkeep.notice', chosen && { name: chosen.name, version: chosen.version });
  return (
    <Card
      title={words.licences}
      note={notices.data ? words.licencesNote(formatCount(notices.data.packages.length, 'package')) : undefined}
      actions={host.openShellLicences && <Button size="xs" onClick={() => void host.openShellLicences?.().catch(reportError)}>{words.shellLicences}</Button>}
    >
      {notices.error !== null && <ErrorPanel error={notices.error} />}
      {!notices.data && notices.error === null && <Skeleton height={240} />}
      {notices.data && (
        <div className={styles.list}>
          <DataTable label={words.licences} columns={columns} rows={notices.data.packages} rowKey={keyOf} selectedKey={chosen && keyOf(chosen)} onSelect={setChosen} rowHeight={30} />
        </div>
      )}
      {notice.data && <pre className={styles.text} tabIndex={0} aria-label={keyOf(notice.data)}>{notice.data.text === '' ? words.noText(notice.data.licence) : notice.data.text}</pre>}
    </Card>
  );
}
