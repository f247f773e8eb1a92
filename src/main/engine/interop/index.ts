/** Endpoints of the ways in and out: what the project holds in the forms of other tools, and back. */
import type { ExportResult, ExportSubject, interopEndpoints } from '@shared/areas/interop';
import type { Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Datasets } from '../datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { exporters } from './exporters';
import { createStaging, writeArchive, writeToFolder } from './exportFiles';
import { importData } from './dvc/importData';
import { dvcPlaceOf } from './dvc/place';
import { countVersions } from './dvc/readRepository';
import { listChoices } from './dvc/listObjects';
import { listImportedRuns } from './importedRunStore';
import { importRuns } from './mlflow/importRuns';
import type { Db } from '../storage/database';
import type { ExportContext, Exporter, ExportSources } from './exporter';

export { writeArchive, writeToFolder } from './exportFiles';

export interface InteropParts extends ExportSources {
  readonly db: Db;
  readonly files: Files;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'versionsOf' | 'assertDataset' | 'handlers'>;
}

export interface Interop {
  readonly handlers: Handlers<typeof interopEndpoints>;
}

export function createInterop(parts: InteropParts): Interop {
  const { files, tracking, datasets, announce } = parts;

  /** Throws `not-found` where there is no such run, race or snapshot. */
  function runOf(subject: ExportSubject): Run | null {
    if ('runId' in subject) return tracking.findRun(subject.runId);
    if ('experimentId' in subject) tracking.findExperiment(subject.experimentId);
    if ('snapshotId' in subject) datasets.snapshot(subject.snapshotId);
    if ('datasetId' in subject) datasets.assertDataset(subject.datasetId);
    return null;
  }

  async function write(exporter: Exporter, subject: ExportSubject, folder: string | null, context: ExportContext): Promise<ExportResult> {
    const made = await exporter.write(parts, subject, folder, context);
    context.report({ fraction: 0.9, title: interopMessages.progress.writing });
    const result = { files: made.files.map(({ path }) => path).sort(), notExpressible: [...made.notExpressible] };
    if (folder === null) return { ...result, archive: files.offerBytes(`${made.name}.zip`, writeArchive(made.files)) };
    writeToFolder(folder, made.files, context.signal);
    return { ...result, archive: null };
  }

  return {
    handlers: {
      'interop.importRuns': async ({ folder }, { signal, report }) => {
        report({ fraction: 0, title: interopMessages.progress.reading });
        const result = await importRuns(parts, files.resolveFolder(folder), signal);
        if (result.runs > 0) announce('runs', []);
        return result;
      },
      'interop.importedRuns': () => listImportedRuns(parts.db),
      'interop.dataVersions': ({ folder }, { signal }) => {
        const { root, pointer } = dvcPlaceOf(files, folder);
        return countVersions(root, pointer, signal);
      },
      'interop.dataObjects': ({ folder }, context) => listChoices(parts, dvcPlaceOf(files, folder).root, context),
      'interop.importData': ({ folder, objects, earlier }, context) => importData(parts, dvcPlaceOf(files, folder), { objects, earlier }, context),
      'interop.formats': ({ subject }) => {
        const run = runOf(subject);
        return exporters.map(({ format, refuse }) => ({ format, reason: refuse(subject, run) }));
      },
      'interop.export': async ({ subject, format, folder: ticket, remote: remoteTicket }, context) => {
        const exporter = exporters.find((each) => each.format === format);
        if (!exporter) throw new EngineError('internal', `No exporter is listed for ${format}.`);
        const reason = exporter.refuse(subject, runOf(subject));
        if (reason !== null) throw new EngineError('invalid-input', reason, { format });
        context.report({ fraction: 0, title: interopMessages.progress.gathering });
        if (remoteTicket !== undefined && format !== 'dvc') throw new EngineError('invalid-input', interopMessages.refused.noRemote(format), { format });
        const folder = ticket === undefined ? null : files.resolveFolder(ticket);
        const remote = remoteTicket === undefined ? null : files.resolveFolder(remoteTicket);
        const staging = createStaging(parts.blobs);
        try {
          return await write(exporter, subject, folder, { ...context, ...staging, remote });
        } finally {
          staging.clear();
        }
      },
    },
  };
}
