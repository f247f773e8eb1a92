/** The shape of an input: a kind of file that becomes the plain text the reader reads. The file itself is what is hashed and kept. */
import type { Inspection, Reading, ReadingRequest, RecordCounts, Union } from '@shared/areas/datasets';
import type { TableSession } from '../../storage/tableSession';
import type { ByteSurvey } from '../reading/byteSurvey';
import type { Notice, Question } from '../reading/notices';

export interface InputSource {
  readonly path: string;
  readonly survey: ByteSurvey;
  readonly request: ReadingRequest;
  readonly tables: TableSession;
  /** A new path for a temp file; the caller removes it. */
  readonly tempPath: (suffix: string) => string;
  readonly signal: AbortSignal;
  /** Records to read for a quick look; null for all. */
  readonly mostRecords: number | null;
}

/** What a look shows of the source beside its cells. */
export interface SourceParts {
  /** All sheets of a workbook. */
  readonly sheets?: Inspection['sheets'];
  readonly union?: Union;
}

/** Text ready for the reader. */
export interface PreparedText extends SourceParts {
  readonly path: string;
  readonly survey: ByteSurvey;
  /** What the input settles of the request, such as the delimiter. */
  readonly settles: Partial<ReadingRequest>;
  /** Line in the source of a line of the text; null where they are the same. For a sheet it is the row, for an archive the line in its file. */
  readonly lineOf: ((line: number) => number) | null;
  readonly notices: readonly Notice[];
  /** Records of the source that the text leaves out; they count in `in` and in their own place. */
  readonly setAside: Pick<RecordCounts, 'quarantined' | 'blank' | 'comment'>;
  /** Rows that one record of the source became; 1 where it is left out. */
  readonly rowsPerRecord?: number;
  /** How the source itself was read, where the text is another. */
  readonly readAs?: Partial<Reading>;
  /** Says in words what was read, in place of the evidence for an encoding; null for plain text. */
  readonly evidence: string | null;
  /** False where the text holds only the head of the source. */
  readonly whole: boolean;
}

export interface OpenPoints extends SourceParts {
  readonly questions: readonly Question[];
  readonly problems: readonly Notice[];
}

export interface Input {
  /** Told by the first bytes, never by the name. */
  readonly recognises: (head: Buffer) => boolean;
  /** Throws `unreadable-file`, `cancelled`. */
  readonly prepare: (source: InputSource) => Promise<PreparedText | OpenPoints>;
}

export const nothingSetAside: PreparedText['setAside'] = { quarantined: 0, blank: 0, comment: 0 };

export function isOpen<T extends object>(outcome: T | OpenPoints): outcome is OpenPoints {
  return 'questions' in outcome;
}
