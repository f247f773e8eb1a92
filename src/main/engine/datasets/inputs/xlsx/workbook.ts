/** A workbook as its sheets, the texts they share, and the meaning of their number formats. */
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import type { ZipArchive } from '../../../storage/zipArchive';
import { meaningOf, unescaped, type NumberMeaning } from './cellText';
import { readXml } from './xmlEvents';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  /** Name of the part in the archive. */
  readonly part: string;
}

export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  readonly sharedTexts: readonly string[];
  /** Meaning of the number format of each cell style, by its index. */
  readonly meanings: readonly NumberMeaning[];
}

const workbookPart = 'xl/workbook.xml';
const { refused } = inputsMessages;

/** Throws `unreadable-file`. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const has = (part: string): boolean => archive.entries.some(({ name }) => name === part);
  const targets = new Map<string, { readonly target: string; readonly kind: string }>();
  await readXml(await archive.open('xl/_rels/workbook.xml.rels'), 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target, Type }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, { target: partName(Target), kind: Type?.split('/').at(-1) ?? '' });
    },
  });
  const sheets: SheetPart[] = [];
  let date1904 = false;
  await readXml(await archive.open(workbookPart), workbookPart, {
    open: (element, attributes) => {
      if (element === 'workbookPr') date1904 = isTrue(attributes['date1904']);
      if (element !== 'sheet') return;
      const relation = targets.get(attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '');
      // Chart sheets and macro sheets hold no cells.
      if (relation?.kind !== 'worksheet') return;
      sheets.push({ name: attributes['name'] ?? '', hidden: attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden', part: relation.target });
    },
  });
  const missing = sheets.find(({ part }) => !has(part));
  if (missing) throw new EngineError('unreadable-file', refused.missingPart(missing.part), { reason: 'xlsx-broken', part: missing.part });
  const partOf = (kind: string): string | null => [...targets.values()].find((relation) => relation.kind === kind && has(relation.target))?.target ?? null;
  return { sheets, date1904, sharedTexts: await readSharedTexts(archive, partOf('sharedStrings')), meanings: await readMeanings(archive, partOf('styles')) };
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Rich text is joined; the reading aids of East Asian text (rPh) are left out. */
async function readSharedTexts(archive: ZipArchive, part: string | null): Promise<readonly string[]> {
  if (part === null) return [];
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let aids = 0;
  await readXml(await archive.open(part), part, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') aids++;
      else if (name === 't') inText = aids === 0;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') aids--;
      else if (name === 'si') texts.push(unescaped(text));
    },
  });
  return texts;
}

async function readMeanings(archive: ZipArchive, part: string | null): Promise<readonly NumberMeaning[]> {
  if (part === null) return [];
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let inCellFormats = false;
  await readXml(await archive.open(part), part, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes['numFmtId'] ?? 0);
        meanings.push(meaningOf(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return meanings;
}
