/** Tells a ZIP archive by its bytes, and a workbook by its parts. */
import type { ZipArchive } from '../../storage/zipArchive';

/** The second form is an archive without files. */
export function isZip(head: Buffer): boolean {
  return ['504b0304', '504b0506'].includes(head.subarray(0, 4).toString('hex'));
}

export function isWorkbook({ entries }: ZipArchive): boolean {
  return entries.some(({ name }) => name === 'xl/workbook.xml');
}
