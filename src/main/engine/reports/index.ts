/** Endpoints of reports: facts gathered once, then one writer per format. */
import type { ReportFormat, reportsEndpoints } from '@shared/areas/reports';
import { reportMessages } from '@shared/messages/reports';
import type { Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { sha256Hex } from '../kernel/hashing';
import type { Ports } from '../kernel/ports';
import { gatherFacts, type FactSources, type ReportSubject } from './gatherFacts';
import type { ReportFacts } from './reportFacts';
import { sheetsOf } from './sheets';
import { writeCsv } from './writeCsv';
import { writeHtml } from './writeHtml';
import { writeXlsx } from './writeXlsx';

export interface ReportsParts extends FactSources {
  readonly files: Files;
  readonly ports: Pick<Ports, 'printPdf'>;
}

export interface Reports {
  readonly handlers: Handlers<typeof reportsEndpoints>;
}

/** A new format is one file and one line here. */
const writers: Readonly<Record<ReportFormat, (facts: ReportFacts, print: (html: string) => Promise<Uint8Array>) => Uint8Array | Promise<Uint8Array>>> = {
  html: (facts) => Buffer.from(writeHtml(facts)),
  pdf: (facts, print) => print(writeHtml(facts)),
  xlsx: (facts) => writeXlsx(sheetsOf(facts)),
  csv: (facts) => Buffer.from(writeCsv(facts)),
};

export function createReports(parts: ReportsParts): Reports {
  async function write(subject: ReportSubject, format: ReportFormat, signal: AbortSignal): Promise<{ name: string; bytes: Uint8Array }> {
    const facts = await gatherFacts(parts, subject, signal);
    const print = (html: string): Promise<Uint8Array> => parts.ports.printPdf({ html, title: fileNameOf(facts), paper: 'A4' }, signal);
    return { name: `${fileNameOf(facts)}.${format}`, bytes: await writers[format](facts, print) };
  }

  return {
    handlers: {
      'reports.write': async ({ subject, format }, { signal, report }) => {
        report({ fraction: 0, title: reportMessages.gathering });
        const { name, bytes } = await write(subject, format, signal);
        return parts.files.offerBytes(name, bytes);
      },
      'reports.preview': async ({ subject }, { signal }) => {
        const html = writeHtml(await gatherFacts(parts, subject, signal));
        return { html, sha256: sha256Hex(html) };
      },
    },
  };
}

/** Names that every file system takes. */
function fileNameOf({ snapshot, detail, forecast }: ReportFacts): string {
  const dataset = (forecast?.snapshot ?? snapshot).datasetName.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim() || reportMessages.unnamedData;
  return reportMessages.fileName(dataset, forecast ? 'forecast' : 'model', detail.run.number);
}
