/** What a report tells of: a run, or a forecast. */
import { EngineError } from '@shared/contract/errors';
import { lineageMessages as words } from '@shared/messages/lineage';
import { reportMessages } from '@shared/messages/reports';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Db } from '../storage/database';
import { findReport, reportIdsOf, type StoredReport } from './reportStore';

const parameterOf = { run: 'run', forecast: 'forecast', seriesForecast: 'series' } as const;

export function describeReports(db: Db): Describers {
  return {
    report: (id) => {
      const report = findReport(db, id);
      if (!report) throw new EngineError('not-found', reportMessages.unknownReport, { id });
      const { subject, name, format, sha256, sizeBytes, writtenAt } = report;
      return {
        node: { label: words.labels.report, title: name, facts: [words.format(format), words.bytes(sizeBytes), words.sha(sha256)], address: `#/forecast/report?${parameterOf[subject.kind]}=${encodeURIComponent(subject.id)}`, at: writtenAt, marks: [] },
        origins: [{ ...subject, label: words.by.tellsOf }],
      };
    },
  };
}

export function offspringOfForecasts(db: Db): Offspring {
  const of = (kind: StoredReport['subject']['kind']) => (id: string) => reportIdsOf(db, { kind, id }).map((report) => ({ kind: 'report', id: report }));
  return { run: of('run'), forecast: of('forecast'), seriesForecast: of('seriesForecast') };
}
