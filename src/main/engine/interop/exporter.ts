/** The shape of every way out. */
import type { ExportFormat, ExportSubject } from '@shared/areas/interop';
import type { Run } from '@shared/areas/tracking';
import type { Datasets } from '../datasets';
import type { CallContext } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { Registry } from '../registry';
import type { BlobStore } from '../storage/blobStore';
import type { Tracking } from '../tracking';
import type { Export, Staging } from './exportFiles';

export interface ExportSources {
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'versionsOf'>;
  readonly tracking: Tracking;
  readonly registry: Pick<Registry, 'handlers'>;
  readonly blobs: Pick<BlobStore, 'tempPath' | 'copyTo'>;
  readonly ports: Pick<Ports, 'appVersion' | 'clock'>;
}

export interface ExportContext extends CallContext, Staging {
  /** The shared folder that takes the contents, absolute, where the format knows such a thing; else null. */
  readonly remote: string | null;
}

/** True for versions of the data, false for runs. */
export function isData(subject: ExportSubject): boolean {
  return 'snapshotId' in subject || 'datasetId' in subject;
}

export interface Exporter {
  readonly format: ExportFormat;
  /** Why this subject cannot be written so, or null. Cheap: it makes nothing. */
  refuse(subject: ExportSubject, run: Run | null): string | null;
  /** `folder` is where the files will lie, absolute; null for an archive. */
  write(sources: ExportSources, subject: ExportSubject, folder: string | null, context: ExportContext): Promise<Export>;
}
