/** Endpoints of reports: facts gathered once, then one writer per format. */
import type { reportsEndpoints } from '@shared/areas/reports';
import { reportMessages } from '@shared/messages/reports';
import type { Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { sha256Hex } from '../kernel/hashing';
import { gatherFacts, type FactSources, type ReportSubject } from './gatherFacts';
import type { ReportFacts } from './reportFacts';
import { writeCsv } from './writeCsv';
import { writeHtml } from './writeHtml';

export interface ReportsParts extends FactSources {
  readonly files: Files;
}

export interface Reports {
  readonly handlers: Handlers<typeof reportsEndpoints>;
}

/** A new format is one file and one line here. */
const writers = { html: writeHtml, csv: writeCsv } as const satisfies Record<string, (facts: ReportFacts) => string>;

export function createReports(parts: ReportsParts): Reports {
  async function write(subject: ReportSubject, format: keyof typeof writers, signal: AbortSignal): Promise<{ name: string; text: string }> {
    const facts = await gatherFacts(parts, subject, signal);
    return { name: `${fileNameOf(facts)}.${format}`, text: writers[format](facts) };
  }

  return {
    handlers: {
      'reports.write': async ({ subject, format }, { signal, report }) => {
        report({ fraction: 0, title: reportMessages.gathering });
        const { name, text } = await write(subject, format, signal);
        return parts.files.offerBytes(name, Buffer.from(text));
      },
      'reports.preview': async ({ subject }, { signal }) => {
        const { text } = await write(subject, 'html', signal);
        return { html: text, sha256: sha256Hex(text) };
      },
    },
  };
}

/** Names that every file system takes. */
function fileNameOf({ snapshot, detail, forecast }: ReportFacts): string {
  const dataset = (forecast?.snapshot ?? snapshot).datasetName.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim() || reportMessages.unnamedData;
  return reportMessages.fileName(dataset, forecast ? 'forecast' : 'model', detail.run.number);
}
