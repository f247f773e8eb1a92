/** Endpoints of reports: facts gathered once, then one writer per format. */
import type { ReportFormat, reportsEndpoints } from '@shared/areas/reports';
import { reportMessages } from '@shared/messages/reports';
import type { Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { sha256Hex } from '../kernel/hashing';
import type { Ports } from '../kernel/ports';
import type { FactSources } from './gatherFacts';
import { readDocument, type ReportDocument } from './reportDocument';
import type { SeriesSources } from './series/gatherSeries';
import { writeXlsx } from './writeXlsx';

export interface ReportsParts extends FactSources, SeriesSources {
  readonly datasets: FactSources['datasets'];
  readonly tracking: FactSources['tracking'];
  readonly files: Files;
  readonly ports: Pick<Ports, 'printPdf'>;
}

export interface Reports {
  readonly handlers: Handlers<typeof reportsEndpoints>;
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
  return {
    handlers: {
      'reports.write': async ({ subject, format }, { signal, report }) => {
        report({ fraction: 0, title: reportMessages.gathering });
        const document = await readDocument(parts, subject, signal);
        const bytes = await writers[format](document, (html) => parts.ports.printPdf({ html, title: document.name, paper: 'A4' }, signal));
        return parts.files.offerBytes(`${document.name}.${format}`, bytes);
      },
      'reports.preview': async ({ subject }, { signal }) => {
        const html = (await readDocument(parts, subject, signal)).html();
        return { html, sha256: sha256Hex(html) };
      },
    },
  };
}
