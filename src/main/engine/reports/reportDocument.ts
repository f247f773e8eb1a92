/** A report before it is written: what it is called, and how it reads in each form. */
import { reportMessages } from '@shared/messages/reports';
import { seriesReportMessages } from '@shared/messages/seriesReports';
import { gatherFacts, type FactSources } from './gatherFacts';
import type { Sheet } from './sheetForms';
import { gatherSeries, type SeriesSources } from './series/gatherSeries';
import { seriesSheets } from './series/seriesSheets';
import { writeSeriesHtml } from './series/writeSeriesHtml';
import { sheetsOf } from './sheets';
import { writeCsv } from './writeCsv';
import { writeHtml } from './writeHtml';
import { writeSheetsCsv } from './writeSheetsCsv';

export type ReportSubject = { readonly runId: string } | { readonly forecastId: string } | { readonly seriesForecastId: string };

export interface ReportDocument {
  /** Without an ending; every file system takes it. */
  readonly name: string;
  html(): string;
  csv(): string;
  sheets(): readonly Sheet[];
}

/** Throws `not-found`, or `conflict` where a run has not finished. */
export async function readDocument(sources: FactSources & SeriesSources, subject: ReportSubject, signal: AbortSignal): Promise<ReportDocument> {
  if ('seriesForecastId' in subject) {
    const facts = await gatherSeries(sources, subject.seriesForecastId, signal);
    return { name: seriesReportMessages.fileName(plainName(facts.snapshot.datasetName), facts.run.number), html: () => writeSeriesHtml(facts), csv: () => writeSheetsCsv(seriesSheets(facts)), sheets: () => seriesSheets(facts) };
  }
  const facts = await gatherFacts(sources, subject, signal);
  const { snapshot, forecast, detail } = facts;
  return { name: reportMessages.fileName(plainName((forecast?.snapshot ?? snapshot).datasetName), forecast ? 'forecast' : 'model', detail.run.number), html: () => writeHtml(facts), csv: () => writeCsv(facts), sheets: () => sheetsOf(facts) };
}

function plainName(dataset: string): string {
  return dataset.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim() || reportMessages.unnamedData;
}
