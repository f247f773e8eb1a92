/** The quality document as one HTML file: no script, nothing loaded from outside, light and dark. */
import { qualityDocumentMessages as words } from '@shared/messages/qualityDocuments';
import { reportMessages } from '@shared/messages/reports';
import { markup } from '../markup';
import { writePage } from '../page';
import { wordTable } from '../wordTable';
import { writeDate, writeNumber, writeShare } from '../wording';
import { allChecksSection, failingSection } from './checkSections';
import type { DocumentFacts } from './documentFacts';
import { documentStyle } from './documentStyle';
import { alertSection, checkpointSection, historySection } from './historySections';
import { profileSection } from './profileSection';

/** The same facts give the same bytes. */
export function writeDocument(facts: DocumentFacts): string {
  const { snapshot, validation, profile } = facts;
  const { statistics, results, success } = validation;
  const data = `${snapshot.datasetName} v${snapshot.number}`;
  const rows = words.rows(snapshot.rows);
  const critical = results.filter((result) => !result.success && result.severity === 'critical').length;
  const cells = profile.columns.reduce((total, column) => total + column.rows, 0);
  const missing = profile.columns.reduce((total, { nulls }) => total + nulls, 0);
  const title = statistics.checks === 0 ? words.title.none(data) : statistics.failed === 0 ? words.title.good(statistics.checks, data) : words.title.failing(statistics.failed, statistics.checks, data);
  return writePage(
    {
      kind: `${words.kind} · ${reportMessages.source(snapshot.datasetName, snapshot.number)}`,
      made: writeDate(validation.createdAt),
      title,
      lead: statistics.failed === 0 ? words.lead.good(rows) : success ? words.lead.valid(rows) : words.lead.invalid(rows, critical),
      figures: [
        { label: words.figures.passing, value: writeNumber(statistics.passed), note: words.figures.ofChecks(statistics.checks) },
        { label: words.figures.failing, value: writeNumber(statistics.failingRows), note: words.figures.share(writeShare(snapshot.rows === 0 ? 0 : statistics.failingRows / snapshot.rows, 2)) },
        { label: words.figures.rows, value: writeNumber(snapshot.rows), note: words.figures.missing(writeShare(cells === 0 ? 0 : missing / cells, 1)) },
        { label: words.figures.columns, value: writeNumber(snapshot.columns.length), note: '' },
      ],
      sections: [failingSection(results), checkpointSection(facts), historySection(facts), allChecksSection(results), profileSection(profile), alertSection(facts), markup`<section class="ruled"><h2>${words.sections.identity}</h2>${wordTable(identityOf(facts))}</section>`],
      footer: words.footer(`${snapshot.sourceSha256.slice(0, 8)}…${snapshot.sourceSha256.slice(-4)}`, validation.id),
    },
    documentStyle,
  );
}

function identityOf({ snapshot, validation }: DocumentFacts): readonly (readonly [string, string])[] {
  const labels = words.identity;
  return [
    [labels.version, reportMessages.source(snapshot.datasetName, snapshot.number)],
    [labels.snapshot, snapshot.id],
    [labels.source, snapshot.sourceName],
    [labels.sourceSha256, snapshot.sourceSha256],
    [labels.size, labels.bytes(writeNumber(snapshot.sourceSizeBytes))],
    [labels.reading, labels.read(snapshot.reading.encoding, JSON.stringify(snapshot.reading.delimiter))],
    [labels.setAside, writeNumber(snapshot.records.quarantined)],
    [labels.importedAt, writeDate(snapshot.createdAt)],
    [labels.schema, validation.schemaVersion === null ? labels.schemaOwn : labels.schemaVersion(validation.schemaVersion)],
    [labels.checkedAt, writeDate(validation.createdAt)],
    [labels.validation, validation.id],
  ];
}
