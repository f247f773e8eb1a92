/** Endpoints of reports: facts gathered once, then one writer per format. */
import type { qualityDocumentsEndpoints } from '@shared/areas/qualityDocuments';
import type { ReportFormat, reportsEndpoints } from '@shared/areas/reports';
import { qualityDocumentMessages } from '@shared/messages/qualityDocuments';
import { reportMessages } from '@shared/messages/reports';
import type { Announce, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { sha256Hex } from '../kernel/hashing';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import type { FactSources } from './gatherFacts';
import { describeReports, offspringOfForecasts } from './lineage';
import { gatherDocument, type DocumentSources } from './quality/documentFacts';
import { writeDocument } from './quality/writeDocument';
import { readDocument, type ReportDocument } from './reportDocument';
import { keepReport, subjectOf } from './reportStore';
import type { SeriesSources } from './series/gatherSeries';
import { writeXlsx } from './writeXlsx';

export interface ReportsParts extends FactSources, SeriesSources {
  readonly datasets: FactSources['datasets'];
  readonly quality: FactSources['quality'] & DocumentSources['quality'];
  readonly tracking: FactSources['tracking'];
  readonly files: Files;
  readonly db: Db;
  readonly ports: Pick<Ports, 'printPdf' | 'clock' | 'ids'>;
  readonly announce: Announce;
}

export interface Reports {
  readonly handlers: Handlers<typeof reportsEndpoints & typeof qualityDocumentsEndpoints>;
  readonly lineage: Describers;
  readonly offspring: Offspring;
}

type Print = (html: string) => Promise<Uint8Array>;

/** A new format is one file and one line here. */
const writers: Readonly<Record<ReportFormat, (document: ReportDocument, print: Print) => Uint8Array | Promise<Uint8Array>>> = {
  html: (document) => Buffer.from(document.html()),
  pdf: (document, print) => print(document.html()),
  xlsx: (document) => writeXlsx(document.sheets()),
  csv: (document) => Buffer.from(document.csv()),
};

export function createReports(parts: ReportsParts): Reports {
  const { db, ports, files, announce } = parts;
  return {
    lineage: describeReports(db),
    offspring: offspringOfForecasts(db),
    handlers: {
      'reports.write': async ({ subject, format }, { signal, report }) => {
        report({ fraction: 0, title: reportMessages.gathering });
        const document = await readDocument(parts, subject, signal);
        const bytes = await writers[format](document, (html) => ports.printPdf({ html, title: document.name, paper: 'A4' }, signal));
        const file = files.offerBytes(`${document.name}.${format}`, bytes);
        const { name, sha256, sizeBytes } = file;
        keepReport(db, { id: ports.ids.next(), subject: subjectOf(subject), format, name, sha256, sizeBytes, writtenAt: ports.clock.now() });
        announce('reports', []);
        return file;
      },
      'quality.document': async ({ snapshotId }, { signal, report }) => {
        report({ fraction: 0, title: qualityDocumentMessages.gathering });
        const facts = await gatherDocument(parts, snapshotId, signal);
        return files.offerBytes(`${qualityDocumentMessages.fileName(facts.snapshot.datasetName, facts.snapshot.number)}.html`, Buffer.from(writeDocument(facts)));
      },
      'reports.preview': async ({ subject }, { signal }) => {
        const html = (await readDocument(parts, subject, signal)).html();
        return { html, sha256: sha256Hex(html) };
      },
    },
  };
}
